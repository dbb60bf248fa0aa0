export { judgeByCatalogs } from './catalog-judge.ts';
export { github } from './github.ts';
export { humanReport, type Paint } from './human.ts';
export { scanJson } from './json.ts';
export { junit } from './junit.ts';
export { markdown } from './markdown.ts';
export type { Annotation, Level, Report, Rule } from './report.ts';
export { sarif } from './sarif.ts';
export { type Judge, type Remark, SCAN_RULES, scanReport, summaryOf } from './scan-report.ts';
