export { firstLoad } from './first-load.ts';
export { themeFirst } from './theme-first.ts';
