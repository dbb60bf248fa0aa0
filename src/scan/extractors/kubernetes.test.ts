import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extract, holdsForAnyText, requestsOf } from '../testing/extract.ts';
import { kubernetes } from './kubernetes.ts';

test('says where an argument has each scope, for which client and whose it is', () => {
  const text = `apiVersion: apps/v1
kind: Deployment
metadata: {name: gate}
spec:
  containers:
    - args: [--provider=google, --client-id=desk, "--scope=openid email"]
`;
  assert.deepEqual(requestsOf(kubernetes, 'd.yaml', text), [
    'openid | desk | google | high',
    'email | desk | google | high',
  ]);
});

test('reads a file within a ConfigMap where it stands', () => {
  const text = `apiVersion: v1
kind: ConfigMap
metadata: {name: argocd-cm}
data:
  oidc.config: |
    issuer: https://example.okta.com
    clientID: cd
    requestedScopes: ["openid", "groups"]
`;
  assert.deepEqual(requestsOf(kubernetes, 'cm.yaml', text), ['openid | cd | okta | high', 'groups | cd | okta | high']);
});

test('reads a document within a document within a document', () => {
  const text = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: grafana}
spec:
  source:
    helm:
      values: |
        grafana:
          extraConfigmap:
            grafana.ini: |
              [auth.github]
              scopes = user:email
`;
  assert.deepEqual(requestsOf(kubernetes, 'a.yaml', text), ['user:email | grafana | github | high']);
});

test('says what a template leaves open, and takes its default for likely', () => {
  const text = `apiVersion: v1
kind: ConfigMap
metadata: {name: x}
data:
  OIDC_SCOPES: {{ .Values.scopes | quote }}
  OAUTH_SCOPES: {{ .Values.more | default "openid mail" | quote }}
`;
  assert.deepEqual(requestsOf(kubernetes, 'cm.yaml', text), ['openid | x | null | medium', 'mail | x | null | medium']);
  assert.deepEqual(
    extract(kubernetes, 'cm.yaml', text).dynamic?.map(({ reason }) => reason),
    ['what the template is rendered with'],
  );
});

test('is less sure of what is switched off', () => {
  const text = 'image: {repository: x}\noidc:\n  enabled: false\n  clientId: ""\n  scopes: [openid]\n';
  assert.deepEqual(requestsOf(kubernetes, 'values.yaml', text), ['openid | null | null | medium']);
});

test('passes over a definition of resources without reading it', () => {
  const text = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
spec: {oidc: {clientID: x, scopes: [openid]}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: after}
data: {OIDC_SCOPES: openid}
`;
  assert.deepEqual(requestsOf(kubernetes, 'all.yaml', text), ['openid | after | null | high']);
});

test('reads what a broken manifest has before its fault', () => {
  const text = 'apiVersion: v1\nkind: ConfigMap\ndata:\n  OIDC_SCOPES: openid\n  x: "never closed\n';
  assert.deepEqual(requestsOf(kubernetes, 'b.yaml', text), ['openid | null | null | high']);
});

test('holds for any text', () => {
  holdsForAnyText(kubernetes, 'kubernetes', ['apiVersion: v1\nkind: Secret\n', 'grafana.ini: ', 'data:\n', '--scope=']);
});
