// Uses an API through @kubernetes/client-node as programs do: objects, lists, watches, informers. Says "ok" when all was as it should be.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const found = createRequire(`${process.env.GEOFED_NODE_CLIENT}/`).resolve('@kubernetes/client-node');
const k8s = await import(pathToFileURL(found));
const config = new k8s.KubeConfig();
config.loadFromDefault();
const core = config.makeApiClient(k8s.CoreV1Api);
const apps = config.makeApiClient(k8s.AppsV1Api);
const objects = k8s.KubernetesObjectApi.makeApiClient(config);
const namespace = 'default';
const map = (name, data, labels) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace, labels }, data });
const refused = (code, call) => assert.rejects(call, (e) => e.code === code || assert.fail(`${e}`));

// Objects are written and read.
const made = await core.createNamespacedConfigMap({ namespace, body: map('a', { k: '1' }) });
assert.ok(made.metadata.uid && made.metadata.creationTimestamp instanceof Date);
await refused(409, core.createNamespacedConfigMap({ namespace, body: map('a') }));
await refused(404, core.readNamespacedConfigMap({ namespace, name: 'none' }));
const changed = await core.replaceNamespacedConfigMap({ namespace, name: 'a', body: { ...made, data: { k: '2' } } });
await refused(409, core.replaceNamespacedConfigMap({ namespace, name: 'a', body: { ...made, data: { k: '3' } } }));
assert.notEqual(changed.metadata.resourceVersion, made.metadata.resourceVersion);

// Every kind of patch.
const patch = (body, type, manager, force) => core.patchNamespacedConfigMap({ namespace, name: 'a', body, fieldManager: manager, force }, k8s.setHeaderOptions('Content-Type', type));
assert.deepEqual((await patch([{ op: 'add', path: '/data/l', value: '3' }], k8s.PatchStrategy.JsonPatch)).data, { k: '2', l: '3' });
assert.deepEqual((await patch({ data: { l: null } }, k8s.PatchStrategy.MergePatch)).data, { k: '2' });
assert.deepEqual((await patch({ data: { m: '4' } }, k8s.PatchStrategy.StrategicMergePatch)).data, { k: '2', m: '4' });
await refused(409, patch(map('a', { k: '5' }), k8s.PatchStrategy.ServerSideApply, 'node'));
assert.equal((await patch(map('a', { k: '5' }), k8s.PatchStrategy.ServerSideApply, 'node', true)).data.k, '5');

// Any kind, found by discovery.
await objects.create({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace }, spec: { selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'nginx' }] } } } });
assert.equal((await apps.readNamespacedDeployment({ namespace, name: 'web' })).spec.replicas, 1);
assert.equal((await apps.replaceNamespacedDeploymentScale({ namespace, name: 'web', body: { metadata: { name: 'web', namespace }, spec: { replicas: 4 } } })).spec.replicas, 4);

// An informer lists, then follows; a watch by itself begins where it is told to.
const list = () => core.listNamespacedConfigMap({ namespace, labelSelector: 'app=watched' });
const informer = k8s.makeInformer(config, '/api/v1/namespaces/default/configmaps', list, 'app=watched');
const seen = [];
const ended = new Promise((resolve, reject) => {
  for (const event of ['add', 'update', 'delete'])
    informer.on(event, (o) => { seen.push(`${event} ${o.metadata.name}`); if (event === 'delete') resolve(); });
  informer.on('error', reject);
});
await core.createNamespacedConfigMap({ namespace, body: map('before', {}, { app: 'watched' }) });
await informer.start();
await core.createNamespacedConfigMap({ namespace, body: map('w', {}, { app: 'watched' }) });
await core.patchNamespacedConfigMap({ namespace, name: 'w', body: { data: { x: 'y' } } }, k8s.setHeaderOptions('Content-Type', k8s.PatchStrategy.MergePatch));
await core.deleteNamespacedConfigMap({ namespace, name: 'w' });
await ended;
await informer.stop();
assert.deepEqual(seen, ['add before', 'add w', 'update w', 'delete w']);

// What needs a container is refused.
await core.createNamespacedPod({ namespace, body: { metadata: { name: 'p' }, spec: { containers: [{ name: 'c', image: 'nginx' }] } } });
await refused(400, core.readNamespacedPodLog({ namespace, name: 'p' }));
await assert.rejects(new k8s.Exec(config).exec(namespace, 'p', 'c', ['ls'], null, null, null, false), (e) => /400/.test(e.message ?? e));

await core.deleteCollectionNamespacedConfigMap({ namespace, labelSelector: 'app=watched' });
assert.equal((await list()).items.length, 0);
console.log('ok');
process.exit(0);
