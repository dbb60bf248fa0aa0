import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

/**
 * Leaves sentences out of the mutation run: a string with a blank in it is for a person, and to hold each of some thousand of them to
 * its letters would only write them down twice. Codes, names and patterns have no blank and are mutated. A template is left out
 * only where it decides nothing: one with a condition in it is mutated.
 */
export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, 'texts', {
    shouldIgnore({ node }) {
      if (node.type === 'StringLiteral' && node.value.includes(' ')) return 'a sentence for a person';
      if (node.type !== 'TemplateLiteral' || !node.quasis.some(({ value }) => value.raw.includes(' ')))
        return undefined;
      return node.expressions.every(isPlain) ? 'a sentence for a person' : undefined;
    },
  }),
];

function isPlain({ type }) {
  return type === 'Identifier' || type === 'MemberExpression';
}
