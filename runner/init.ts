import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
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
    'cucumber.js': SETTINGS,
    'features/web.feature': FEATURE,
    '.github/workflows/seatrial.yml': WORKFLOW,
    '.gitignore': 'node_modules/\nout/\n',
  };
}

/** `seatrial init`: writes what is not there yet, touches nothing that is; tells which is which, one line a file. */
export function init(folder: string, files: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(files).map(([path, text]) => {
    const file = join(folder, path);
    if (existsSync(file)) return `kept    ${path}`;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return `created ${path}`;
  });
}
