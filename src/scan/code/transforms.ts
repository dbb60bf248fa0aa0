/**
 * What functions do to texts and lists, told by their last name alone: they mean the same in every language that has them.
 * The receiver is what stands before the dot.
 */
export type Transform =
  /** The receiver as it is, or the only argument where there is no receiver that has a value. */
  | 'same'
  /** The first argument, whatever the receiver. */
  | 'first-argument'
  /** The last argument: `cast(list[str], value)`. */
  | 'last-argument'
  /** The list of all arguments; `Arrays.asList('a', 'b')`. */
  | 'list'
  /** The receiver and all arguments, one list. */
  | 'extended'
  /** A list with a separator between, whichever of receiver and arguments is which. */
  | 'join'
  /** The receiver, cut up: to scopes no difference. */
  | 'split'
  /** The receiver, where but its separators are replaced. */
  | 'replace'
  /** The values of a mapping. */
  | 'values'
  /** The names of a mapping. */
  | 'keys'
  /** What a function makes of each item of the receiver, or of a list beside it. */
  | 'map'
  /** What is called `default` among the arguments, or what `default_factory` gives. */
  | 'default'
  /** An environment variable, with a default in the second argument. */
  | 'environment'
  /** A setting by its name, with a default in the argument behind that: `get_setting('SCOPES', 'openid')`, `getattr(settings, 'SCOPES', …)`. */
  | 'setting'
  /** The receiver's entry of this name, with a default in the second argument. */
  | 'entry';

/** A last name, or the last two with a dot between, which goes before. */
export const TRANSFORMS: Readonly<Record<string, Transform>> = {
  ...named(
    'same',
    'trim',
    'strip',
    'toString',
    'to_s',
    'valueOf',
    'slice',
    'flat',
    'filter',
    'sort',
    'sorted',
    'reverse',
  ),
  ...named(
    'same',
    'toArray',
    'to_a',
    'toList',
    'ToList',
    'ToArray',
    'toSet',
    'freeze',
    'copy',
    'uniq',
    'compact',
    'dup',
  ),
  ...named('same', 'unique', 'distinct', 'Distinct', 'flatten', 'stream', 'strip_heredoc', 'squish', 'Trim'),
  ...named('same', 'lower', 'toLowerCase', 'deepcopy', 'clone', 'encode', 'values_list', 'asList', 'unmodifiableList'),
  ...named(
    'first-argument',
    'Object.freeze',
    'Array.from',
    'list',
    'tuple',
    'set',
    'frozenset',
    'Set',
    'encodeURIComponent',
  ),
  ...named('first-argument', 'encodeURI', 'String', 'str', 'quote', 'quote_plus', 'urlencode', 'rawurlencode'),
  ...named(
    'first-argument',
    'structuredClone',
    'url.QueryEscape',
    'escape',
    'array_values',
    'array_unique',
    'array_filter',
  ),
  ...named(
    'first-argument',
    'unmodifiableSet',
    'unmodifiableCollection',
    'copyOf',
    'HashSet',
    'ArrayList',
    'LinkedHashSet',
  ),
  ...named(
    'first-argument',
    'Uri.EscapeDataString',
    'CGI.escape',
    'trim_all',
    'reactive',
    'readonly',
    'ref',
    'useMemo',
  ),
  ...named(
    'list',
    'Array.of',
    'List.of',
    'Set.of',
    'Arrays.asList',
    'asList',
    'listOf',
    'setOf',
    'arrayOf',
    'mutableListOf',
  ),
  ...named('list', 'singletonList', 'singleton', 'Collections.singleton', 'Collections.singletonList', 'arrayListOf'),
  ...named(
    'list',
    'ImmutableList.of',
    'ImmutableSet.of',
    'mutableSetOf',
    'hashSetOf',
    'Stream.of',
    'array_merge',
    'chain',
  ),
  ...named('extended', 'concat', 'union', 'append', 'plus', 'Concat', 'Union', 'Append'),
  ...named(
    'join',
    'join',
    'implode',
    'Join',
    'joinToString',
    'String.Join',
    'string.Join',
    'strings.Join',
    'String.join',
  ),
  ...named('split', 'split', 'Split', 'Fields', 'strings.Split', 'strings.Fields', 'explode', 'splitlines'),
  ...named('last-argument', 'cast'),
  ...named('replace', 'replace', 'replaceAll', 'gsub', 'tr', 'Replace', 'str_replace'),
  ...named('map', 'map', 'flatMap', 'collect', 'Select'),
  ...named('values', 'Object.values', 'values'),
  ...named('keys', 'Object.keys', 'keys'),
  ...named('environment', 'getenv', 'os.getenv', 'environ.get', 'Getenv', 'env', 'ENV.fetch', 'config'),
  ...named('setting', 'getattr', 'get_setting', 'get_settings', 'getSetting', 'from_settings', 'import_from_settings'),
  ...named('entry', 'get', 'fetch', 'getOrDefault'),
};

function named(transform: Transform, ...names: readonly string[]): Record<string, Transform> {
  return Object.fromEntries(names.map((name) => [name, transform]));
}
