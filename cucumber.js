// For plain `npx cucumber-js`. No `paths` here: cucumber adds those of the command line to them instead of replacing them.
export default {
  import: ['steps/*.ts'],
  format: ['progress'],
  publishQuiet: true,
};
