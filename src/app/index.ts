export { type DataDirectory, dataDirectoryAt } from './data-directory.ts';
export { fingerprinterOf } from './fingerprinter.ts';
