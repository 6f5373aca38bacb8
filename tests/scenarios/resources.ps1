# Anything is published: a folder with a custom resource and its definition, a Service, a Job; and withdrawn again.
$ErrorActionPreference = 'Stop'

New-Federation prod | Out-Null
'us-west1', 'europe-west1' | New-GeoCluster -NodeCount 2 -MachineType n2-standard-8 -PodStartSec 0.1 -JobDurationSec 0.5 | Join-Federation | Out-Null

$folder = [IO.Path]::Combine([IO.Path]::GetTempPath(), [Guid]::NewGuid())
[IO.Directory]::CreateDirectory($folder) | Out-Null
try {
    [IO.File]::WriteAllText("$folder/gear.yaml", @'
apiVersion: example.com/v1
kind: Widget
metadata: { name: gear }
spec: { teeth: 12 }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data: { level: info }
'@)
    [IO.File]::WriteAllText("$folder/widgets.yaml", @'
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: widgets.example.com }
spec:
  group: example.com
  scope: Namespaced
  names: { plural: widgets, singular: widget, kind: Widget }
  versions: [{ name: v1, served: true, storage: true, schema: { openAPIV3Schema: { type: object, x-kubernetes-preserve-unknown-fields: true } } }]
'@)
    $all = Publish-FederatedResource $folder | Wait-FederatedResource -TimeoutSec 60
    if ("$all" -ne 'CustomResourceDefinition/widgets.example.com Widget/gear ConfigMap/settings') { throw "The definition goes first, and all of it is ready: $all" }
    # A member takes it as soon as it is known to serve its kind.
    $end = [datetime]::UtcNow.AddSeconds(30)
    while ("$((Get-FederatedResource gear).Clusters)" -ne 'europe-west1 us-west1') {
        if ([datetime]::UtcNow -gt $end) { throw 'The custom resource should be on both members.' }
    }
}
finally { [IO.Directory]::Delete($folder, $true) }

Publish-FederatedDeployment serve -Image example/serve:1 -Replicas 2 -Port 8000 | Wait-FederatedDeployment -TimeoutSec 60 | Out-Null
$service = Publish-FederatedService serve -Port 80 -TargetPort 8000 -Region europe-west1 | Wait-FederatedResource -TimeoutSec 60
if ("$($service.Clusters)" -ne 'europe-west1') { throw "The Service should be in one region: $($service.Clusters)" }

# What any kind has is changed by the same words: replicas, and pods that are to be new.
$before = (Get-FederatedPod -Cluster * | Where-Object Name -like 'serve-*').Name
Set-FederatedResource serve -Replicas 4 -PassThru | Wait-FederatedResource -TimeoutSec 60 | Out-Null
$restarted = Restart-FederatedResource serve -PassThru | Wait-FederatedResource -TimeoutSec 60
if ("$restarted" -ne 'Deployment/serve' -or $restarted.Replicas -ne 4) { throw "Four replicas should be ready: $restarted $($restarted.Replicas)" }
$end = [datetime]::UtcNow.AddSeconds(30)
while (($left = (Get-FederatedPod | Where-Object { $_.Name -in $before }).Name)) {
    if ([datetime]::UtcNow -gt $end) { throw "All pods should be new: $left" }
    [Threading.Thread]::Sleep(100)
}

$job = Publish-FederatedJob tune -Image example/train:1 -Parallelism 2 -Cpu 1 | Wait-FederatedResource -TimeoutSec 60
if (@($job.Clusters).Count -ne 1 -or $job.Clusters[0].Replicas -ne 2) { throw "The Job should be whole in one cluster: $($job.Clusters)" }

Get-FederatedResource | Where-Object Kind -ne CustomResourceDefinition | Unpublish-FederatedResource -Confirm:$false -TimeoutSec 60
Unpublish-FederatedResource widgets.example.com -Confirm:$false -TimeoutSec 60
if (Get-FederatedResource -Namespace *) { throw "Nothing should be left: $(Get-FederatedResource -Namespace *)" }
