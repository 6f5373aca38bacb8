# A joint plan: replicas make room for a job that waits for whole GPUs; it is shown first, and carried out on request.
$ErrorActionPreference = 'Stop'

New-Federation prod | Out-Null
New-GeoCluster us-west1 -NodeCount 1 -MachineType n2-standard-8 -Accelerator nvidia-l4 -GpuNodeCount 2 -PodStartSec 0.1 | Join-Federation | Out-Null
New-GeoCluster europe-west1 -NodeCount 1 -MachineType n2-standard-8 -Accelerator nvidia-l4 -GpuNodeCount 1 -PodStartSec 0.1 | Join-Federation | Out-Null
if (Optimize-FederatedPlacement) { throw 'Nothing is placed, so that there is nothing to move.' }

# One replica is left in us-west1, so that no two GPUs are free in one cluster any more. Which of two equal clusters keeps it is decided by its UID, so that it may take a few tries.
foreach ($try in 1..20) {
    Publish-FederatedDeployment serve -Image example/serve:1 -Replicas 2 -Gpu 1 -Accelerator nvidia-l4 | Wait-FederatedDeployment -TimeoutSec 60 | Out-Null
    Set-FederatedDeployment serve -Replicas 1 -PassThru | Wait-FederatedDeployment -TimeoutSec 60 | Out-Null
    $where = (Get-FederatedDeployment serve).Clusters.Cluster
    if ($where -eq 'us-west1') { break }
    Unpublish-FederatedDeployment serve -Confirm:$false -TimeoutSec 60
}
if ($where -ne 'us-west1') { throw "One replica should be left, in us-west1: $where" }
Publish-FederatedJob train -Image example/train:1 -Gpu 1 -Parallelism 2 -Accelerator nvidia-l4 | Out-Null

$end = [datetime]::UtcNow.AddSeconds(30)
do {
    $moves = @(Optimize-FederatedPlacement)
    if ([datetime]::UtcNow -gt $end) { throw "There should be a plan: $moves" }
} while ($moves.Count -ne 2)
if ("$($moves -join '; ')" -ne 'Deployment/serve: 1 us-west1 > europe-west1; Job/train: 2 waiting > us-west1') { throw "The replica should make room: $($moves -join '; ')" }
if ($moves[0].Reason -ne 'makes room for Job/train' -or $moves[0].Effect -notlike 'jobs that wait 1 > 0*') { throw "The plan should say why: $($moves[0].Reason), $($moves[0].Effect)" }
if ((Get-FederatedDeployment serve).Clusters.Cluster -ne 'us-west1') { throw 'A proposal changes nothing.' }
Optimize-FederatedPlacement -Apply -WhatIf
if ((Get-FederatedDeployment serve).Clusters.Cluster -ne 'us-west1') { throw '-WhatIf changes nothing.' }

$done = @(Optimize-FederatedPlacement -Apply)
if ($done.Count -ne 2 -or -not $done[0].Applied) { throw "Both moves should be carried out: $done" }
$end = [datetime]::UtcNow.AddSeconds(60)
while ("$((Get-FederatedDeployment serve).Clusters.Cluster) $((Get-FederatedResource train).Clusters)" -ne 'europe-west1 us-west1 (2)') {
    if ([datetime]::UtcNow -gt $end) { throw "They should have changed places: $((Get-FederatedDeployment serve).Clusters) $((Get-FederatedResource train).Clusters)" }
}
$train = Get-FederatedResource train | Wait-FederatedResource -TimeoutSec 60
if ("$($train.Clusters)" -ne 'us-west1 (2)') { throw "The job should have run in us-west1: $($train.Clusters)" }
if (Optimize-FederatedPlacement) { throw 'What is as planned needs no other plan.' }
