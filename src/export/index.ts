export { eventOf } from './event.ts';
export { formatOf, formats } from './formats/index.ts';
export { type KindRow, kindRows } from './kind-rows.ts';
export { kindMappings } from './kinds/index.ts';
export { OperationMethods } from './operation-methods.ts';
export { type ExportedRecords, recordsOf } from './records.ts';
export {
  type ExportFormat,
  FORMATS,
  type FormatName,
  MAPPING_VERSION,
  type MappingContext,
  type RecordPlace,
} from './types.ts';
export { type ExportFault, type ExportReport, verifyExport } from './verify-export.ts';
