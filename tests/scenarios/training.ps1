# A job goes nearest to its data among the clusters that have the GPUs for it; when they are taken the next one runs it; what is impossible says how far it is from fitting.
$ErrorActionPreference = 'Stop'

New-Federation prod | Out-Null
New-GeoCluster europe-west1 -NodeCount 1 -Accelerator nvidia-l4 -GpuNodeCount 1 -PodStartSec 0.1 -JobDurationSec 600 | Join-Federation | Out-Null
New-GeoCluster us-central1 -NodeCount 1 -Accelerator nvidia-l4 -GpuNodeCount 3 -PodStartSec 0.1 -JobDurationSec 600 | Join-Federation | Out-Null
Register-FederatedDataset imagenet -Uri gs://bucket/imagenet -Region europe-west4 -SizeGB 150 | Out-Null

$plan = Test-FederatedPlacement -Replicas 1 -Gpu 1 -Accelerator nvidia-l4 -Dataset imagenet
if ("$($plan.Cluster)" -ne 'europe-west1 us-central1') { throw "The data is in Europe: $plan" }
if ($plan[0].RoundTripMs -ge $plan[1].RoundTripMs -or $plan[0].TransferTime -gt $plan[1].TransferTime) { throw "Nearer should be faster: $($plan | Out-String)" }

function Find-Cluster([string] $Job) {
    foreach ($try in 1..200) {
        $clusters = (Get-FederatedResource $Job -Kind Job).Clusters
        if ($clusters) { return "$clusters" }
        [Threading.Thread]::Sleep(100)
    }
    throw "Job $Job was not placed."
}

Publish-FederatedJob first -Image example/train:1 -Gpu 1 -Accelerator nvidia-l4 -Dataset imagenet | Out-Null
if ((Find-Cluster first) -ne 'europe-west1 (1)') { throw "The first job should run near its data: $(Find-Cluster first)" }
Publish-FederatedJob second -Image example/train:1 -Gpu 1 -Accelerator nvidia-l4 -Dataset imagenet | Out-Null
if ((Find-Cluster second) -ne 'us-central1 (1)') { throw "The only GPU near the data is taken: $(Find-Cluster second)" }

# A member that joins later is a candidate when the placement is worked out anew: a job that waits starts there.
Publish-FederatedJob third -Image example/train:1 -Gpu 1 -Parallelism 3 -Accelerator nvidia-l4 -Dataset imagenet -WarningAction SilentlyContinue | Out-Null
New-GeoCluster europe-west4 -LatencyFrom europe-west1 -NodeCount 1 -Accelerator nvidia-l4 -GpuNodeCount 3 -PodStartSec 0.1 -JobDurationSec 600 | Join-Federation | Out-Null
Update-FederatedPlacement third, first -Kind Job
if ((Find-Cluster third) -ne 'europe-west4 (3)') { throw "The third job should start near its data: $(Find-Cluster third)" }
if ((Find-Cluster first) -ne 'europe-west1 (1)') { throw "A job that runs stays where it is: $(Find-Cluster first)" }

# Members measure their round trips; simulated ones say what is estimated, which is not kept.
$trips = Get-FederationMember europe-* | Measure-GeoLatency -Between
if ("$($trips.FromCluster)" -ne 'europe-west1 europe-west4' -or $trips.Simulated -contains $false) { throw "Two members should have answered: $($trips | Out-String)" }
$estimate = Measure-GeoLatency -From europe-west1 -To europe-west4
if ($estimate.Source -ne 'Estimated' -or [Math]::Abs($trips[0].RoundTripMs - $estimate.RoundTripMs) -gt 0.01) { throw "It should be the estimate: $trips $estimate" }
if (Get-FederatedPod -Namespace * | Where-Object Name -like 'geofed-latency-*') { throw 'The pods that measured should be gone.' }

foreach ($expected in
    @{ Id = 'Impossible'; Message = 'No cluster has a GPU'; Action = { Publish-FederatedJob x -Image x -Gpu 1 -Accelerator nvidia-tesla-t4 -Dataset imagenet } },
    @{ Id = 'Impossible'; Message = '1 too few'; Action = { Publish-FederatedJob x -Image x -Gpu 1 -Parallelism 4 -Dataset imagenet } },
    @{ Id = 'ContradictoryParameters'; Message = '-MaxRoundTripMs'; Action = { Publish-FederatedJob x -Image x -MaxRoundTripMs 5 } },
    @{ Id = 'PricesMissing'; Message = 'no price file'; Action = { Publish-FederatedJob x -Image x -Gpu 1 -Prefer Cheapest } }) {
    try { & $expected.Action | Out-Null; throw "Expected the error $($expected.Id)." }
    catch { if ($_.FullyQualifiedErrorId -notlike "$($expected.Id),*" -or "$_" -notlike "*$($expected.Message)*") { throw } }
}
if (Get-FederatedResource x -ErrorAction Ignore) { throw 'What was refused should not have been published.' }
