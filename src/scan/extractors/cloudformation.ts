import { CloudFormation } from '../cloudformation/reading.ts';
import { entriesOf, mappingsOf, problemOf, textOf, type Value, valueAt } from '../documents/index.ts';
import type { Extractor } from '../types.ts';

/**
 * AWS CloudFormation templates, also SAM's, CDK's output and the resources of Serverless Framework (AWS CloudFormation User Guide, template
 * reference of AWS::Cognito, AWS::ElasticLoadBalancingV2, AWS::EC2::VerifiedAccessTrustProvider, AWS::Events, AWS::AppFlow and
 * AWS::BedrockAgentCore.
 *
 * `AuthorizationScopes` of an API's methods, `AllowedScopes` of a gateway and what an authorizer of SAM names only check a token, and are
 * left out. A parameter's default is reported with confidence `medium`, and so are both sides of a condition.
 */
export const cloudformation: Extractor = {
  id: 'cloudformation',
  title: 'AWS CloudFormation and SAM templates',
  paths: /\.(json|ya?ml|template|tmpl|cfn|cft)(\.(j2|tpl|tmpl|erb|example|sample))?$/i,
  mentions: ['AWS::', 'Custom::', 'custom::'],
  recognises: ({ text }) => /scope/i.test(text),
  extract(file) {
    const reading = new CloudFormation(file.text);
    for (const { mapping } of mappingsOf(file)) {
      const resources = valueAt(mapping, 'Resources');
      if (resources !== undefined && hasTypes(resources)) reading.template(mapping, resources);
    }
    const isTemplate = /AWSTemplateFormatVersion|AWS::\w+::/.test(file.text);
    return { ...reading.extraction, warning: isTemplate ? problemOf(file) : null };
  },
};

function hasTypes(resources: Value): boolean {
  return entriesOf(resources).some(({ value }) => /^(AWS|Custom)::/i.test(textOf(valueAt(value, 'Type')) ?? ''));
}
