"""Uses an API through Python's client as programs do: typed, dynamic and by stream. Says "ok" when all was as it should be."""
import datetime
import json
import threading

import urllib3
from kubernetes import client, config, dynamic, stream, utils, watch

urllib3.disable_warnings()
config.load_kube_config()
core, apps, access = client.CoreV1Api(), client.AppsV1Api(), client.AuthorizationV1Api()


def refused(code, call, *args, **kwargs):
    try:
        call(*args, **kwargs)
    except client.exceptions.ApiException as e:
        assert e.status == code or (e.status == 0 and str(code) in str(e)), f"{call}: {e}"
        return e
    raise AssertionError(f"{call.__name__} was not refused with {code}")


def config_map(name, **data):
    return client.V1ConfigMap(metadata=client.V1ObjectMeta(name=name, labels={"app": "py"}), data=data)


# Objects are written and read.
made = core.create_namespaced_config_map("default", config_map("a", k="1"))
assert made.metadata.creation_timestamp.tzinfo is not None and made.metadata.uid
refused(409, core.create_namespaced_config_map, "default", config_map("a"))
refused(404, core.read_namespaced_config_map, "none", "default")
refused(422, core.create_namespaced_config_map, "default", config_map("Not_A_Name"))
made.data["k"] = "2"
changed = core.replace_namespaced_config_map("a", "default", made)
made.data["k"] = "3"
refused(409, core.replace_namespaced_config_map, "a", "default", made)
assert core.patch_namespaced_config_map("a", "default", {"data": {"k": None, "l": "4"}}).data == {"l": "4"}
assert core.patch_namespaced_config_map("a", "default", [{"op": "add", "path": "/data/m", "value": "5"}]).data == {"l": "4", "m": "5"}

# Pages of one list show the same moment.
for i in range(5):
    core.create_namespaced_config_map("default", config_map(f"page-{i}"))
page, names = core.list_namespaced_config_map("default", label_selector="app=py", limit=2), []
while True:
    names += [c.metadata.name for c in page.items]
    if not page.metadata._continue:
        break
    page = core.list_namespaced_config_map("default", label_selector="app=py", limit=2, _continue=page.metadata._continue)
assert names == ["a"] + [f"page-{i}" for i in range(5)], names

# A watch tells what happens after a list.
start = core.list_namespaced_config_map("default").metadata.resource_version
seen = []


def follow():
    for event in watch.Watch().stream(core.list_namespaced_config_map, "default", resource_version=start, label_selector="app=watched", timeout_seconds=30):
        seen.append((event["type"], event["object"].metadata.name))
        if event["type"] == "DELETED":
            return


follower = threading.Thread(target=follow)
follower.start()
core.create_namespaced_config_map("default", client.V1ConfigMap(metadata=client.V1ObjectMeta(name="w", labels={"app": "watched"})))
core.patch_namespaced_config_map("w", "default", {"data": {"x": "y"}})
core.patch_namespaced_config_map("w", "default", {"metadata": {"labels": {"app": "other"}}})
follower.join(40)
assert seen == [("ADDED", "w"), ("MODIFIED", "w"), ("DELETED", "w")], seen
assert [e["type"] for e in watch.Watch().stream(core.list_namespaced_config_map, "default", timeout_seconds=1)].count("ADDED") >= 7

# Workloads: scale, status, restart.
labels = {"app": "web"}
apps.create_namespaced_deployment("default", client.V1Deployment(
    metadata=client.V1ObjectMeta(name="web"),
    spec=client.V1DeploymentSpec(replicas=1, selector=client.V1LabelSelector(match_labels=labels), template=client.V1PodTemplateSpec(
        metadata=client.V1ObjectMeta(labels=labels), spec=client.V1PodSpec(containers=[client.V1Container(name="c", image="nginx:1")])))))
assert apps.patch_namespaced_deployment_scale("web", "default", {"spec": {"replicas": 3}}).spec.replicas == 3
now = datetime.datetime.now(datetime.timezone.utc).isoformat()
patched = apps.patch_namespaced_deployment("web", "default", {"spec": {"template": {"metadata": {"annotations": {"restarted": now}}, "spec": {"containers": [{"name": "c", "image": "nginx:2"}]}}}})
assert patched.spec.template.spec.containers[0].image == "nginx:2" and patched.spec.replicas == 3
assert apps.patch_namespaced_deployment_status("web", "default", {"status": {"replicas": 3}}).status.replicas == 3

# The dynamic client finds kinds by discovery, applies, and knows a definition as soon as it is there.
api = dynamic.DynamicClient(client.ApiClient())
maps = api.resources.get(api_version="v1", kind="ConfigMap")


def apply(value, manager):
    # Text: this version of the client does not write YAML itself.
    document = json.dumps({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "s"}, "data": {"k": value}})
    return api.server_side_apply(maps, body=document, name="s", namespace="default", field_manager=manager)


applied = apply("1", "py")
assert [(m.manager, m.operation) for m in applied.metadata.managedFields] == [("py", "Apply")]
assert 'conflict with "py"' in json.loads(refused(409, apply, "2", "other").body)["message"]
utils.create_from_dict(client.ApiClient(), {
    "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition", "metadata": {"name": "trains.demo.example.com"},
    "spec": {"group": "demo.example.com", "scope": "Namespaced", "names": {"plural": "trains", "singular": "train", "kind": "Train"},
             "versions": [{"name": "v1", "served": True, "storage": True, "schema": {"openAPIV3Schema": {"type": "object", "x-kubernetes-preserve-unknown-fields": True}}}]}})
for event in watch.Watch().stream(client.ApiextensionsV1Api().list_custom_resource_definition, field_selector="metadata.name=trains.demo.example.com", timeout_seconds=20):
    if any(c.type == "Established" and c.status == "True" for c in event["object"].status.conditions or []):
        break
custom = client.CustomObjectsApi()
custom.create_namespaced_custom_object("demo.example.com", "v1", "default", "trains", {"apiVersion": "demo.example.com/v1", "kind": "Train", "metadata": {"name": "ice"}, "spec": {"speed": 300}})
assert custom.list_cluster_custom_object("demo.example.com", "v1", "trains")["items"][0]["spec"]["speed"] == 300
api = dynamic.DynamicClient(client.ApiClient())
assert api.resources.get(api_version="demo.example.com/v1", kind="Train").get(namespace="default", name="ice").spec.speed == 300

# Rights, tokens, and what needs a container.
review = access.create_self_subject_access_review(client.V1SelfSubjectAccessReview(spec=client.V1SelfSubjectAccessReviewSpec(resource_attributes=client.V1ResourceAttributes(verb="get", resource="pods"))))
assert review.status.allowed
core.create_namespaced_pod("default", client.V1Pod(metadata=client.V1ObjectMeta(name="p"), spec=client.V1PodSpec(containers=[client.V1Container(name="c", image="nginx")])))
e = refused(400, stream.stream, core.connect_get_namespaced_pod_exec, "p", "default", command="ls", stdout=True)
refused(400, core.read_namespaced_pod_log, "p", "default")

# Everything is deleted, with what depends on it.
core.delete_collection_namespaced_config_map("default", label_selector="app=py")
assert not core.list_namespaced_config_map("default", label_selector="app=py").items
apps.delete_namespaced_deployment("web", "default", propagation_policy="Foreground")
core.delete_namespaced_pod("p", "default", grace_period_seconds=0)
refused(404, core.read_namespaced_pod, "p", "default")
print("ok")
