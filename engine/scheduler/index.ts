export { createScheduler } from './component.ts';
export { explain, type NodeExplanation } from './explain.ts';
