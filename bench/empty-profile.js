// A profile without support code: what cucumber-js costs by itself.
export default {};
