<#
.SYNOPSIS
Training beside serving, on few GPUs: jobs where their data lies, one that waits for whole nodes, a plan that makes room for it, and the loss of a region.
.DESCRIPTION
Runs on simulated clusters, so it needs no cloud account and costs nothing.

    dotnet run --project src/Geofed.Shell -- examples/training.ps1
    pwsh -Command 'Import-Module ./artifacts/module/Geofed; ./examples/training.ps1'

It uses names of its own, and takes away in the end what it made.
#>
$ErrorActionPreference = 'Stop'

function Wait-Until([string] $What, [scriptblock] $Condition) {
    $end = [datetime]::UtcNow.AddSeconds(120)
    while (-not (& $Condition)) {
        if ([datetime]::UtcNow -gt $end) { throw "Not in two minutes: $What" }
        [Threading.Thread]::Sleep(200)
    }
}

'== 1. GPUs in three regions: four L4 in America, two in Europe, and two A100 in Asia'
$clusters = @(
    @{ Name = 'train-us'; Region = 'us-central1'; Accelerator = 'nvidia-l4'; GpuNodeCount = 4 }
    @{ Name = 'train-eu'; Region = 'europe-west4'; Accelerator = 'nvidia-l4'; GpuNodeCount = 2 }
    @{ Name = 'train-asia'; Region = 'asia-east1'; Accelerator = 'nvidia-tesla-a100'; GpuNodeCount = 2 }
)
$clusters | ForEach-Object { [pscustomobject] $_ } | New-GeoCluster -NodeCount 1 -MachineType n2-standard-8 -JobDurationSec 10 | Out-Null
New-Federation training | Out-Null
Get-GeoCluster train-* | Join-Federation -Federation training | Out-Host

'== 2. A job goes where its data lies, another one where the GPUs are that it needs'
Publish-FederatedJob embed -Federation training -Image example/embed:1 -Gpu 1 -Region europe-west4 | Out-Null
Publish-FederatedJob pretrain -Federation training -Image example/train:1 -Gpu 1 -Accelerator nvidia-tesla-a100 -Parallelism 2 | Out-Null
Get-FederatedResource embed, pretrain -Federation training | Wait-FederatedResource -TimeoutSec 120 | Out-Host
$where = (Get-FederatedResource embed, pretrain -Federation training).Clusters.Cluster
if ("$where" -ne 'train-eu train-asia') { throw "Both jobs have their places: $where" }

'== 3. A model server takes one L4 in each region that has some, and then a job comes that needs four at once: it waits'
Publish-FederatedDeployment chat -Federation training -Image example/chat:1 -Replicas 2 -Gpu 1 -Accelerator nvidia-l4 -Cluster train-us, train-eu |
    Wait-FederatedDeployment -Federation training -TimeoutSec 120 | Out-Host
Publish-FederatedJob finetune -Federation training -Image example/train:1 -Gpu 1 -Accelerator nvidia-l4 -Parallelism 4 | Out-Null
Wait-Until 'there is a plan for the job' { @(Optimize-FederatedPlacement -Federation training).Count -eq 2 }
Optimize-FederatedPlacement -Federation training | Out-Host

'== 4. The plan is carried out: the replica makes room, and the job runs'
Optimize-FederatedPlacement -Federation training -Apply | Out-Null
$job = Get-FederatedResource finetune -Federation training | Wait-FederatedResource -TimeoutSec 180
$job.Clusters | Out-Host
if ("$($job.Clusters)" -ne 'train-us (4)') { throw "The job should have had the four GPUs of train-us: $($job.Clusters)" }
Wait-FederatedDeployment chat -Federation training -TimeoutSec 120 | Out-Host

'== 5. Europe is lost: the model server is placed in America, and served from there'
Suspend-GeoCluster train-eu
Wait-Until 'the model server has left Europe' { "$((Get-FederatedDeployment chat -Federation training).Clusters.Cluster)" -eq 'train-us' }
Wait-FederatedDeployment chat -Federation training -TimeoutSec 120 | Out-Host
Resume-GeoCluster train-eu

'== 6. The end'
Remove-Federation training -Force -Confirm:$false
Remove-GeoCluster train-us, train-eu, train-asia -Confirm:$false
'Done: nothing is left running.'
