# Whatever Google or the network does: a clear error with the command that mends it, nothing lost, and the others go on.
$ErrorActionPreference = 'Stop'

function Set-Fault($kind, $resource, $stack) {
    $where = if ($stack) { ", ""stack"": ""$stack""" }
    [IO.File]::WriteAllText($env:PULUMI_DOUBLE_FAULTS, "{""faults"": [{""kind"": ""$kind"", ""resource"": ""$resource""$where}]}")
}
function Clear-Fault { [IO.File]::Delete($env:PULUMI_DOUBLE_FAULTS) }
function Assert-Fails([scriptblock] $work, $id, $words) {
    try { & $work | Out-Null } catch {
        if ($_.FullyQualifiedErrorId -notlike "$id,*" -or "$_" -notlike "*$words*") { throw "It should be $id about '$words': $($_.FullyQualifiedErrorId) $_" }
        if (-not $_.ErrorDetails.RecommendedAction) { throw "It should say what to do: $_" }
        return
    }
    throw "It should fail with $id."
}

$pool = 'gcp:container/nodePool:NodePool'
$cluster = 'gcp:container/cluster:Cluster'
foreach ($case in @(
        @('api-not-enabled', $cluster, 'ApiNotEnabled', 'container.googleapis.com'),
        @('no-credentials', $cluster, 'NoGoogleCredentials', 'redentials'),
        @('permission-denied', $cluster, 'PermissionDenied', 'container.clusters.create'),
        @('network-lost', $cluster, 'NetworkLost', 'container.googleapis.com'),
        @('quota', $pool, 'QuotaExceeded', 'NVIDIA_L4_GPUS'),
        @('stockout', $pool, 'StockOut', 'europe-west4-a'))) {
    Set-Fault $case[0] $case[1]
    Assert-Fails { New-GeoCluster europe-west4 train -Project acme-ml -NodeCount 3 -NoDnsEndpoint } $case[2] $case[3]
    $failed = Get-GeoCluster train
    if ($failed.Status -ne 'Failed' -or -not $failed.Message) { throw "It should be there as failed: $($failed.Status) $($failed.Message)" }
}
Clear-Fault
$mended = Repair-GeoCluster train -PassThru
if ($mended.Status -ne 'Running' -or -not (Test-GeoCluster train).IsHealthy) { throw "It should be mended: $($mended.Status) $($mended.Message)" }

# Of three clusters one fails.
Set-Fault 'quota' $pool 'us-west1'
$made = New-GeoCluster us-east1, us-west1, asia-east1 -Project acme-ml -NodeCount 3 -NoDnsEndpoint -ErrorAction SilentlyContinue -ErrorVariable failures
if ("$made" -ne 'us-east1 asia-east1' -or $failures.Count -ne 1 -or $failures[0].TargetObject -ne 'us-west1') { throw "Two should be made, one refused: $made; $failures" }
Clear-Fault
# The same command again goes on with what is missing.
if ((New-GeoCluster us-west1 -Project acme-ml -NodeCount 3 -NoDnsEndpoint).Status -ne 'Running') { throw 'The same command should go on.' }

# Pulumi is killed in the middle.
Set-Fault 'crash-after' $cluster
Assert-Fails { New-GeoCluster europe-west1 cut -Project acme-ml -NodeCount 3 -NoDnsEndpoint } 'PendingOperations' 'cut off'
Clear-Fault
try { New-GeoCluster europe-west1 cut -Project acme-ml -NodeCount 3 -NoDnsEndpoint | Out-Null } catch { $again = $_ }
$advice = $again.ErrorDetails.RecommendedAction
if (([regex]'Repair-GeoCluster').Count($advice) -ne 1) { throw "It should say once what mends it: $advice" }
if ((Repair-GeoCluster cut -PassThru).Status -ne 'Running') { throw 'What was cut off should be found, and gone on with.' }

# What was cut off is also deleted when it is not wanted any more: were it still in the cloud, its name would be taken.
Set-Fault 'crash-after' $cluster
Assert-Fails { New-GeoCluster europe-west2 unwanted -Project acme-ml -NodeCount 3 -NoDnsEndpoint } 'PendingOperations' 'cut off'
Clear-Fault
Remove-GeoCluster unwanted -Force -Confirm:$false
if ((New-GeoCluster europe-west2 unwanted -Project acme-ml -NodeCount 3 -NoDnsEndpoint).Status -ne 'Running') { throw 'It should be made anew.' }

# Somebody changes it behind Pulumi's back, who takes the stack's passphrase for another, or has no pulumi.
$env:PULUMI_CONFIG_PASSPHRASE = 'another'
Assert-Fails { Get-GeoCluster train -Refresh } 'PassphraseWrong' 'passphrase'
$env:PULUMI_CONFIG_PASSPHRASE = $null
$pulumi = $env:GEOFED_PULUMI
$env:GEOFED_PULUMI = '/nowhere/pulumi'
Assert-Fails { New-GeoCluster us-central1 -Project acme-ml } 'CliMissing' 'pulumi'
Assert-Fails { Remove-GeoCluster train -Force -Confirm:$false } 'CliMissing' 'pulumi'
# What is known needs no pulumi.
if (@(Get-GeoCluster -Source Pulumi).Count -lt 5) { throw "All should be listed: $(Get-GeoCluster)" }
$env:GEOFED_PULUMI = $pulumi

# Bad input: nothing is begun.
$before = "$(Get-GeoCluster)"
Assert-Fails { New-GeoCluster us-central1 -Project 'Not A Project' } 'InvalidCluster' 'Project'
Assert-Fails { New-GeoCluster us-central1 -Project acme-ml -Autopilot -NodeCount 3 } 'InvalidCluster' 'Autopilot'
Assert-Fails { New-GeoCluster us-central1 -Project acme-ml -PodStartSec 1 } 'ParameterOfOtherClusters' 'PodStartSec'
Assert-Fails { New-GeoCluster us-central1 -Autopilot } 'ParameterOfOtherClusters' 'Autopilot'
Assert-Fails { New-GeoCluster us-central1 -Project acme-ml -ProgramTransform { 'nothing' } } 'InvalidProgram' 'returned no program'
Assert-Fails { Set-GeoCluster train -Pool nonesuch -NodeCount 3 } 'NodePoolNotFound' 'nonesuch'
Assert-Fails { Set-GeoCluster train } 'NothingToChange' 'train'
if ("$(Get-GeoCluster)" -ne $before) { throw 'Bad input should leave nothing behind.' }
