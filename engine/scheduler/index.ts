export { createScheduler } from './component.ts';
