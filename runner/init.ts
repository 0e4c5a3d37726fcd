import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const FEATURE = `Feature: The web server survives

  A first scenario. \`npx seatrial steps\` lists the steps there are; \`npx seatrial run\` runs this.

  Scenario: A pod that dies is replaced
    Given a deployment "web" with 3 replicas
    When a pod of "web" dies
    Then a replacement is scheduled
`;

const SETTINGS = `// Read by \`npx seatrial run\`, and by plain \`npx cucumber-js\`. Your own step definitions go into steps/.
export default {
  import: ['node_modules/seatrial/dist/steps/*.js', 'steps/*.js'],
  publishQuiet: true,
};
`;

/** `.mjs` loads whatever "type" the project's package.json has: npm init writes "commonjs". */
const SETTINGS_FILE = 'cucumber.mjs';
/** Where cucumber looks for settings; it takes the first that is there. */
const SETTINGS_FILES = ['js', 'cjs', 'mjs', 'json', 'yaml', 'yml'].map((extension) => `cucumber.${extension}`);

/** As docs/ci.md has it; a test holds the two together. */
const WORKFLOW = `name: seatrial
on:
  push:
    branches: [main]
  pull_request:
permissions:
  contents: read
jobs:
  scenarios:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 2
      - uses: actions/setup-node@v4
        with:
          node-version: 24
      - run: npm ci
      - run: npx seatrial run
      - name: Compare with the target branch
        if: \${{ !cancelled() && github.event_name == 'pull_request' }}
        run: |
          git worktree add --detach ../base HEAD^1
          (cd ../base && npm ci && GITHUB_ACTIONS=false npx --no seatrial run --out ../out-base) || true
          if [ -f ../out-base/run.json ]; then npx seatrial compare ../out-base out --html out/compare.html; fi
      - uses: actions/upload-artifact@v4
        if: \${{ !cancelled() }}
        with:
          name: seatrial
          path: out/
`;

/** Files of a new project, by path. */
export function projectFiles(name: string, version: string): Readonly<Record<string, string>> {
  const manifest = {
    name,
    private: true,
    type: 'module',
    scripts: { test: 'seatrial run' },
    devDependencies: { seatrial: `^${version}` },
  };
  return {
    'package.json': `${JSON.stringify(manifest, undefined, 2)}\n`,
    [SETTINGS_FILE]: SETTINGS,
    'features/web.feature': FEATURE,
    '.github/workflows/seatrial.yml': WORKFLOW,
    '.gitignore': 'node_modules/\nout/\n',
  };
}

/** What a .gitignore that was there before should have, too. */
function toIgnore(file: string, wanted: string): string {
  const ignored = new Set(readFileSync(file, 'utf8').split(/\r?\n/).map(bare));
  const lacking = wanted
    .trim()
    .split('\n')
    .filter((line) => !ignored.has(bare(line)));
  return lacking.length === 0 ? '' : `, which lacks ${lacking.join(' and ')}`;
}

/** `/out`, `out` and `out/` ignore the same folder. */
const bare = (line: string): string => line.trim().replace(/^\/|\/$/g, '');

/** `seatrial init`: writes what is not there yet, touches nothing that is; tells which is which, one line a file. */
export function init(folder: string, files: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(files).map(([path, text]) => {
    const names = path === SETTINGS_FILE ? SETTINGS_FILES : [path];
    const there = names.find((name) => existsSync(join(folder, name)));
    const file = join(folder, path);
    if (there !== undefined) return `kept    ${there}${there === '.gitignore' ? toIgnore(file, text) : ''}`;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return `created ${path}`;
  });
}
