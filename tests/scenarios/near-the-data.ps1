# A plan knows where data lies and what GPUs cost: a job that runs far from its data is moved near it when there is room, and a replica to where it is cheaper.
$ErrorActionPreference = 'Stop'

function Wait-Until([string] $What, [scriptblock] $Condition) {
    $end = [datetime]::UtcNow.AddSeconds(60)
    while (-not (& $Condition)) {
        if ([datetime]::UtcNow -gt $end) { throw "Not in a minute: $What; jobs: $(Get-FederatedJob | ForEach-Object { "$_ $($_.Status) $($_.Clusters) $($_.Reason);" })" }
        [Threading.Thread]::Sleep(100)
    }
}

New-Federation prod | Out-Null
New-GeoCluster us-central1, europe-west1 -NodeCount 1 -MachineType n2-standard-8 -Accelerator nvidia-l4 -GpuNodeCount 1 -PodStartSec 0.1 -JobDurationSec 3600 | Join-Federation | Out-Null
Register-FederatedDataset imagenet -Uri gs://bucket/imagenet -Region europe-west4 -SizeGB 2000 | Out-Null

# Europe is full, so that the job starts in America.
Publish-FederatedDeployment serve -Image example/serve:1 -Replicas 1 -Gpu 1 -Accelerator nvidia-l4 -Cluster europe-west1 | Wait-FederatedDeployment -TimeoutSec 60 | Out-Null
Publish-FederatedJob train -Image example/train:1 -Gpu 1 -Accelerator nvidia-l4 -Dataset imagenet | Out-Null
Wait-Until 'the job runs in America' { $job = Get-FederatedJob train; $job.Status -eq 'Running' -and "$($job.Clusters)" -eq 'us-central1' }
if ($moves = Optimize-FederatedPlacement -IncludeRunning) { throw "There is no room near the data: $moves" }

# There is room near the data.
Unpublish-FederatedDeployment serve -Confirm:$false -TimeoutSec 60
Wait-Until 'there is a plan for the job' { @(Optimize-FederatedPlacement -IncludeRunning).Count -eq 1 }
$move = Optimize-FederatedPlacement -IncludeRunning
if ("$move" -ne 'Job/train: 1 us-central1 > europe-west1' -or $move.Reason -notlike 'its data is 3?? km away instead of 7??? km') { throw "The job should be moved near its data: $move, $($move.Reason)" }
if ($move.Before.MovedGB -ne 2000 -or $move.After.GigabyteThousandKm -ge $move.Before.GigabyteThousandKm) { throw "The plan should count bytes: $($move.Before) $($move.After)" }
if ($moves = Optimize-FederatedPlacement) { throw "A job that runs stays unless it is asked for: $moves" }
Optimize-FederatedPlacement -IncludeRunning -Apply | Out-Null
Wait-Until 'the job runs in Europe' { $job = Get-FederatedJob train; $job.Status -eq 'Running' -and "$($job.Clusters)" -eq 'europe-west1' }
if ($moves = Optimize-FederatedPlacement -IncludeRunning) { throw "What is as planned needs no other plan: $moves" }
Unpublish-FederatedResource train -Kind Job -Confirm:$false -TimeoutSec 60

# Where it is cheaper, when all else is equal; prices with holes do not count, and say so.
Publish-FederatedDeployment chat -Image example/chat:1 -Replicas 1 -Gpu 1 -Accelerator nvidia-l4 | Wait-FederatedDeployment -TimeoutSec 60 | Out-Null
$here = "$((Get-FederatedDeployment chat).Clusters.Cluster)"
$there = 'us-central1', 'europe-west1' | Where-Object { $_ -ne $here }
if ($moves = Optimize-FederatedPlacement) { throw "Without prices both are equal: $moves" }
$prices = [IO.Path]::Combine([IO.Path]::GetTempPath(), "$([guid]::NewGuid()).json")
try {
    [IO.File]::WriteAllText($prices, "{ `"gpuHour`": { `"nvidia-l4@$there`": 0.5 } }")
    if ($moves = Optimize-FederatedPlacement -PriceFile $prices -WarningVariable warning -WarningAction SilentlyContinue) { throw "What has no price is not for nothing: $moves" }
    if ("$warning" -ne "Costs are not weighed, because the prices do not say: gpuHour of nvidia-l4@$here.") { throw "The hole should be told: $warning" }
    [IO.File]::WriteAllText($prices, "{ `"gpuHour`": { `"nvidia-l4`": 1, `"nvidia-l4@$there`": 0.5 } }")
    # The pod of the job that was there takes its time to end.
    Wait-Until 'there is a plan for the replica' { @(Optimize-FederatedPlacement -PriceFile $prices).Count -eq 1 }
    $move = Optimize-FederatedPlacement -PriceFile $prices -Apply
    if ("$move" -ne "Deployment/chat: 1 $here > $there" -or $move.Reason -ne 'it costs 0.50 an hour instead of 1.00') { throw "The replica should go where it is cheaper: $move, $($move.Reason)" }
    Wait-Until 'the replica is where it is cheaper' { "$((Get-FederatedDeployment chat).Clusters.Cluster)" -eq $there }
}
finally { [IO.File]::Delete($prices) }
