export { ConnectError, type ConnectErrorCode } from './connect-error.ts';
export { isPolicyGrantType } from './grant-types.ts';
export { bodyOfJson } from './hcl/json-syntax.ts';
export { parseHclTolerantly, type TolerantBody } from './hcl/parse-body.ts';
export type { Block, Body, Expression, Loop } from './hcl/syntax.ts';
export { logReaders, readRequestLog } from './logs/index.ts';
export type { EndpointPaths, LogReader, RequestLog, SeenRequest } from './logs/types.ts';
export { MAX_SOURCE_BYTES, readSource } from './read-source.ts';
export { readerOf, readers, readInventories } from './readers.ts';
export { slugOf, uniqueName } from './slug.ts';
export type { SourceFile, SourceFormat } from './source-file.ts';
export { type Part, PLACEHOLDER, sortedOnce } from './tree.ts';
export type {
  FoundClient,
  FoundClientKind,
  FoundProtocol,
  FoundResourceServer,
  FoundScope,
  FoundSignIn,
  Inventory,
  Place,
  Reader,
  Remark,
} from './types.ts';
