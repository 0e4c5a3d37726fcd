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

const WORKFLOW = `name: seatrial
on: [push, pull_request]
jobs:
  scenarios:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 24
      - run: npm ci || npm install
      - run: npx seatrial run
      - uses: actions/upload-artifact@v4
        if: always()
        with:
          name: seatrial-report
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
