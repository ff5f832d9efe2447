export { firstLoad } from './first-load.ts';
export { markIcon } from './mark-icon.ts';
export { themeFirst } from './theme-first.ts';
