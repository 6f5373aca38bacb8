# A JobSet waits until all of its pods find room in one cluster, runs there as a whole, and is told of like a Job; a job with a lease runs on as long as its cluster can be reached.
$ErrorActionPreference = 'Stop'

function Wait-Until([string] $Name, [scriptblock] $Condition) {
    $end = [datetime]::UtcNow.AddSeconds(60)
    while (-not (Get-FederatedJob $Name | Where-Object $Condition)) {
        if ([datetime]::UtcNow -gt $end) { throw "Job $Name should have come so far that $Condition; the jobs are: $(Get-FederatedJob | ForEach-Object { "$_ $($_.Status) $($_.Position) $($_.Reason);" })" }
        [Threading.Thread]::Sleep(50)
    }
}

New-Federation prod | Out-Null
New-GeoCluster us-west1 -NodeCount 1 -MachineType n2-standard-8 -Accelerator nvidia-l4 -AcceleratorCount 4 -GpuNodeCount 2 -PodStartSec 0.1 -JobDurationSec 1 | Join-Federation | Out-Null
New-GeoCluster europe-west1 -NodeCount 1 -MachineType n2-standard-8 -PodStartSec 0.1 -JobDurationSec 3600 | Join-Federation | Out-Null
# Its cluster would end it after five seconds, if the federation did not put that off.
Publish-FederatedJob leased -Image example/train:1 -Cluster europe-west1 -RestartAfterSec 5 -Checkpoint gs://example/leased | Out-Null
Wait-Until leased { $_.Status -eq 'Running' }
$leasedSince = [datetime]::UtcNow

$set = @'
apiVersion: jobset.x-k8s.io/v1alpha2
kind: JobSet
metadata: { name: pretrain }
spec:
  replicatedJobs:
  - name: driver
    template:
      spec:
        template:
          spec: { restartPolicy: Never, containers: [ { name: c, image: example/train:1, resources: { limits: { nvidia.com/gpu: 1 } } } ] }
  - name: workers
    template:
      spec:
        parallelism: 2
        completions: 2
        template:
          spec: { restartPolicy: Never, containers: [ { name: c, image: example/train:1, resources: { limits: { nvidia.com/gpu: 3 } } } ] }
'@
# Of what nobody serves, and of what nobody knows the pods of, one is told.
foreach ($expected in
    @{ Message = 'which the federation does not serve'; Action = { Publish-FederatedJob -Manifest $set } },
    @{ Message = 'cannot be queued: its pods are not known'; Action = { Publish-FederatedJob -Manifest @{ apiVersion = 'v1'; kind = 'Service'; metadata = @{ name = 'x' } } } }) {
    try { & $expected.Action; throw "It should have been refused: $($expected.Message)" }
    catch { if ($_.FullyQualifiedErrorId -notlike 'InvalidManifest,*' -or "$_" -notlike "*$($expected.Message)*") { throw } }
}
@'
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: jobsets.jobset.x-k8s.io }
spec:
  group: jobset.x-k8s.io
  scope: Namespaced
  names: { kind: JobSet, plural: jobsets, singular: jobset, listKind: JobSetList }
  versions:
  - name: v1alpha2
    served: true
    storage: true
    subresources: { status: {} }
    schema: { openAPIV3Schema: { type: object, x-kubernetes-preserve-unknown-fields: true } }
'@ | Publish-FederatedResource | Wait-FederatedResource -TimeoutSec 60 | Out-Null
for ($try = 0; ; $try++) {
    # A member is asked for what it serves every now and then.
    try { Publish-FederatedJob -Manifest $set -Checkpoint gs://example/pretrain -Priority 5 -WhatIf; break }
    catch { if ($try -gt 300 -or $_.FullyQualifiedErrorId -notlike 'KindNotServed,*') { throw }; [Threading.Thread]::Sleep(100) }
}

# One of two nodes is taken: the driver would find room, and one worker, but they start together or not at all.
@{
    apiVersion = 'batch/v1'; kind = 'Job'; metadata = @{ name = 'first' }
    spec = @{ template = @{
            metadata = @{ annotations = @{ 'simulation.geofed.io/duration' = '3600s' } }
            spec = @{ restartPolicy = 'Never'; containers = @(@{ name = 'c'; image = 'example/train:1'; resources = @{ limits = @{ 'nvidia.com/gpu' = 4 } } }) } } }
} | ForEach-Object { Publish-FederatedJob -Manifest $_ } | Out-Null
Wait-Until first { $_.Status -eq 'Running' }
Publish-FederatedJob -Manifest $set -Checkpoint gs://example/pretrain -Priority 5 | Out-Null
Wait-Until pretrain { $_.Kind -eq 'JobSet' -and $_.Position -eq 1 -and $_.Priority -eq 5 }
$reason = (Get-FederatedJob pretrain).Reason
if ($reason -notlike 'It needs 1 pod of 1 nvidia.com/gpu and 2 pods of 3 nvidia.com/gpu each in one cluster; *us-west1 is kept for it*') { throw "A JobSet that waits should say what it needs: $reason" }

Unpublish-FederatedResource first -Kind Job -Confirm:$false -TimeoutSec 60
$done = Wait-FederatedJob pretrain -TimeoutSec 60
if ("$($done.Clusters)" -ne 'us-west1' -or "$($done.Pods.ExitCode)" -ne '0 0 0') { throw "All pods should have ended in us-west1: $($done.Clusters) $($done.Pods)" }
if ("$($done.Pods.Name)" -notmatch 'pretrain-driver-0-\w+ pretrain-workers-0-\w+ pretrain-workers-0-\w+') { throw "They should be those of its Jobs: $($done.Pods.Name)" }
Unpublish-FederatedResource pretrain -Kind JobSet -Confirm:$false -TimeoutSec 60

while ([datetime]::UtcNow -lt $leasedSince.AddSeconds(6)) { [Threading.Thread]::Sleep(100) }
$leased = Get-FederatedJob leased
if ($leased.Status -ne 'Running' -or $leased.Failed -ne 0) { throw "The lease should have been renewed: $($leased.Status) $($leased.Reason)" }
