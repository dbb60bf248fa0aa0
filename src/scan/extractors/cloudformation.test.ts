// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are CloudFormation’s own

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { scanWith, survivesAnything, written } from '../testing/one-extractor.ts';
import { cloudformation } from './cloudformation.ts';

const client = (scopes: string, more = ''): string =>
  `Resources:\n  C:\n    Type: AWS::Cognito::UserPoolClient\n    Properties:\n      AllowedOAuthScopes: ${scopes}\n${more}`;

describe('CloudFormation', () => {
  test('scopes stand where they are written, and a client without a name goes by its logical id', () => {
    assert.deepEqual(written(scanWith(cloudformation, 't.yaml', client("[openid, 'a/b']"))), [
      '5:28 openid (C, cognito, high)',
      '5:37 a/b (C, cognito, high)',
    ]);
  });

  test('a default may be another one when it is used, and so may either side of a condition', () => {
    const parameters = 'Parameters:\n  P: {Type: String, Default: x}\n';
    assert.deepEqual(written(scanWith(cloudformation, 't.yaml', client('[!Ref P, !If [Q, y, z]]', parameters))), [
      '5:33 x (C, cognito, medium)',
      '5:44 y (C, cognito, medium)',
      '5:47 z (C, cognito, medium)',
    ]);
  });

  test('what isn’t known is dynamic, and says why', () => {
    const text = client(
      '[!Ref P, !ImportValue q, !Sub "${P}/read", !GetAtt R.S]',
      'Parameters:\n  P: {Type: String}\n',
    );
    const { dynamic, requests } = scanWith(cloudformation, 't.yaml', text);
    assert.deepEqual(requests, []);
    assert.deepEqual(
      dynamic.map(({ reason }) => reason),
      ['the parameter P', 'the function ImportValue', 'a part of a text', 'the function GetAtt'],
    );
  });

  test('a parameter that isn’t a string has no scope, and a reference to nothing is none', () => {
    assert.deepEqual(scanWith(cloudformation, 't.yaml', client('[!Ref AWS::NoValue]')).dynamic, []);
    const numbers = client('[!Ref P]', 'Parameters:\n  P: {Type: Number, Default: 3}\n');
    assert.deepEqual(scanWith(cloudformation, 't.yaml', numbers).requests, []);
  });

  test('a reference that goes round in a circle ends', () => {
    const text =
      'Resources:\n  S: &s\n    Type: AWS::Cognito::UserPoolResourceServer\n    Properties: {Identifier: !Ref S, Scopes: [{ScopeName: a}]}\n  C: {Type: AWS::Cognito::UserPoolClient, Properties: {AllowedOAuthScopes: [!Sub "${S}/a"]}}\n';
    assert.equal(scanWith(cloudformation, 't.yaml', text).requests.length, 0);
  });

  test('survives anything', () => {
    survivesAnything(cloudformation, 't.yaml', [
      client(
        '[a, !Sub "${S}/b", !Join [" ", [c, !Ref P]], !If [d, e, !Ref AWS::NoValue], !Split [",", "f,g"], !FindInMap [M, x, y]]',
        '  S: {Type: AWS::Cognito::UserPoolResourceServer, Properties: {Identifier: h, Scopes: [{ScopeName: i}]}}\nParameters:\n  P: {Type: CommaDelimitedList, Default: "j,k"}\nMappings:\n  M: {x: {y: [l]}}\n',
      ),
      '{"Resources":{"A":{"Type":"AWS::Cognito::UserPoolClient","Properties":{"AllowedOAuthScopes":[{"Fn::Join":["/",[{"Ref":"B"},"c"]]},{"Fn::Sub":["${D}/e",{"D":"f"}]}]}}}}',
    ]);
  });
});
