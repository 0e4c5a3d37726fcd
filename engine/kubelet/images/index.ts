/** Images and what their containers do. */
export { createCatalogue } from './catalogue.ts';
export { strainOfContainer } from './stress.ts';
export { hollowCatalogue, puppetCatalogue } from './stand-ins.ts';
