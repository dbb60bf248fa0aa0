export { readJson } from './json.ts';
export {
  type Document,
  type Entry,
  entriesOf,
  itemsOf,
  type List,
  MAX_DEPTH,
  type Mapping,
  type Scalar,
  textOf,
  textsOf,
  type Value,
  valueAt,
  walk,
} from './tree.ts';
export { readYaml } from './yaml.ts';
