# A cluster is full of jobs: others wait with their turn and their reason, start when room comes, by priority, and overtake only where they delay nobody.
$ErrorActionPreference = 'Stop'

function Wait-Until([string] $Name, [scriptblock] $Condition) {
    $end = [datetime]::UtcNow.AddSeconds(60)
    while (-not (Get-FederatedJob $Name | Where-Object $Condition)) {
        if ([datetime]::UtcNow -gt $end) { throw "Job $Name should have come so far that $Condition; the jobs are: $(Get-FederatedJob | ForEach-Object { "$_ $($_.Status) $($_.Position) $($_.Reason);" })" }
        [Threading.Thread]::Sleep(50)
    }
}
function Remove-Job([string] $Name) { Unpublish-FederatedResource $Name -Kind Job -Confirm:$false -TimeoutSec 60 }

New-Federation prod | Out-Null
New-GeoCluster us-west1 -NodeCount 1 -MachineType n2-standard-8 -Accelerator nvidia-l4 -AcceleratorCount 4 -GpuNodeCount 2 -PodStartSec 0.1 -JobDurationSec 3600 | Join-Federation | Out-Null
New-GeoCluster europe-west1 -NodeCount 1 -MachineType n2-standard-8 -PodStartSec 0.1 -JobDurationSec 0.5 | Join-Federation | Out-Null

# Two jobs fill the GPUs; a large one and a small one wait behind them.
foreach ($name in 'first', 'second') {
    Publish-FederatedJob $name -Image example/train:1 -Gpu 4 -Accelerator nvidia-l4 | Out-Null
    Wait-Until $name { $_.Status -eq 'Running' }
}
Publish-FederatedJob big -Image example/train:1 -Gpu 4 -Accelerator nvidia-l4 -Parallelism 2 | Out-Null
Wait-Until big { $_.Position -eq 1 -and $_.Reserved -eq 'us-west1' }
Publish-FederatedJob small -Image example/train:1 -Gpu 1 -Accelerator nvidia-l4 | Out-Null
Wait-Until small { $_.Position -eq 2 -and $_.Status -eq 'Waiting' }
$reason = (Get-FederatedJob big).Reason
if ($reason -notlike 'It needs 2 pods of 4 nvidia-l4 each in one cluster; *us-west1 is kept for it*') { throw "A job that waits should say what would have to change: $reason" }
if ("$(Get-FederatedJob | Where-Object Status -eq Waiting)" -ne 'big small') { throw "Jobs that wait should come in their order: $(Get-FederatedJob)" }

# What no cluster has is told at once.
Publish-FederatedJob huge -Image example/train:1 -Gpu 8 -Accelerator nvidia-l4 | Out-Null
Wait-Until huge { $_.Reason -like '*which no cluster has*the largest free block is 4, in us-west1*' }
Remove-Job huge

# Room comes: higher priority first.
Publish-FederatedJob urgent -Image example/train:1 -Gpu 4 -Accelerator nvidia-l4 -Priority 10 -TimeLimitSec 3000 -Checkpoint gs://example/urgent | Out-Null
Wait-Until urgent { $_.Position -eq 1 -and $_.Priority -eq 10 }
Remove-Job first
Wait-Until urgent { $_.Status -eq 'Running' -and "$($_.Clusters)" -eq 'us-west1' }
Wait-Until big { $_.Position -eq 1 }

# Half of what the large one needs is free: only who is done before the other half comes may have it.
Remove-Job second
Publish-FederatedJob short -Image example/train:1 -Gpu 1 -Accelerator nvidia-l4 -TimeLimitSec 600 | Out-Null
Wait-Until short { $_.Status -eq 'Running' }
if ((Get-FederatedJob small).Status -ne 'Waiting') { throw 'A job of which nobody knows when it ends should not overtake.' }

# A higher priority may send a lower one back to the queue.
Remove-Job short
Publish-FederatedJob vip -Image example/train:1 -Gpu 4 -Accelerator nvidia-l4 -Parallelism 2 -Priority 20 -Preempt | Out-Null
Wait-Until vip { $_.Status -eq 'Running' }
Wait-Until urgent { $_.Position -eq 1 -and $_.Checkpoint -eq 'gs://example/urgent' }

# What had to start earlier fails visibly.
Publish-FederatedJob late -Image example/train:1 -Gpu 4 -Accelerator nvidia-l4 -Deadline ([DateTimeOffset]::UtcNow.AddSeconds(2)) | Out-Null
try { Wait-FederatedJob late -TimeoutSec 60; throw 'A job that is late should fail.' }
catch { if ($_.FullyQualifiedErrorId -notlike 'JobFailed,*' -or "$_" -notlike '*had to start by*none of it is free*') { throw } }

# All of them start in the end.
Remove-Job vip
Wait-Until urgent { $_.Status -eq 'Running' }
Remove-Job urgent
Wait-Until big { $_.Status -eq 'Running' }
Remove-Job big
Wait-Until small { $_.Status -eq 'Running' }

# Results: exit codes are objects; a simulated cluster has no logs, and says so.
$done = Publish-FederatedJob evaluate -Image example/eval:1 -Parallelism 2 -Region europe-west1 | Wait-FederatedJob -TimeoutSec 60
if ("$($done.Pods.ExitCode)" -ne '0 0') { throw "Both pods should have ended with 0: $($done.Pods)" }
@{
    apiVersion = 'batch/v1'; kind = 'Job'; metadata = @{ name = 'broken' }
    spec = @{ backoffLimit = 0; template = @{
            metadata = @{ annotations = @{ 'simulation.geofed.io/exit-code' = '3' } }
            spec = @{ restartPolicy = 'Never'; containers = @(@{ name = 'c'; image = 'example/eval:1' }) } } }
} | Publish-FederatedResource -Region europe-west1 | Out-Null
try { Wait-FederatedJob broken -TimeoutSec 60; throw 'A job whose pod fails should fail.' }
catch {
    if ($_.FullyQualifiedErrorId -notlike 'JobFailed,*' -or "$_" -notlike '*(3)*') { throw }
    if ($_.TargetObject.Pods[0].ExitCode -ne 3) { throw "The exit code should be 3: $($_.TargetObject.Pods)" }
}
try { Get-FederatedLog evaluate; throw 'There should be no logs.' }
catch { if ($_.FullyQualifiedErrorId -notlike 'NoLog,*' -or "$_" -notlike "*europe-west1*simulated*") { throw } }
