export {
  definesResources,
  documentsOf,
  hasNames,
  isRecording,
  JSON_OR_YAML,
  mappingsOf,
  type PlacedMapping,
  problemOf,
} from './documents-of.ts';
export { readDotenv } from './dotenv.ts';
export { readIni } from './ini.ts';
export { readJson } from './json.ts';
export { lineEnd, readProperties, type Setting } from './properties.ts';
export { FILLER, withoutActions } from './template.ts';
export { readToml } from './toml.ts';
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
export {
  attributeOf,
  childrenOf,
  elementsOf,
  readXml,
  type XmlAttribute,
  type XmlDocument,
  type XmlElement,
} from './xml.ts';
export { readYaml } from './yaml.ts';
