# Work in the background, two who work on the same stack, and programs that a person has changed.
$ErrorActionPreference = 'Stop'

$job = New-GeoCluster us-west1 -Project acme-ml -NodeCount 3 -NoDnsEndpoint -AsJob -ProgramTransform { param($p) $p.resources.cluster.properties.description = 'changed'; $p }
$made = $job | Wait-Job -Timeout 120 | Receive-Job
if ($job.State -ne 'Completed' -or "$made" -ne 'us-west1') { throw "The job should make it: $($job.State) $made" }

# What was changed stays so, whatever is done later.
$main = [IO.File]::ReadAllText("$env:GEOFED_HOME/pulumi/geofed-member/us-west1/Main.json")
if ($main -notlike '*"description": "changed"*') { throw 'The change should be in the program.' }
Set-GeoCluster us-west1 -ReleaseChannel Stable
$main = [IO.File]::ReadAllText("$env:GEOFED_HOME/pulumi/geofed-member/us-west1/Main.json")
if ($main -notlike '*"description": "changed"*' -or $main -notlike '*STABLE*') { throw 'The change should outlast others.' }

# While one works, another is told who does; one that is stopped has lost nothing.
[IO.File]::WriteAllText($env:PULUMI_DOUBLE_FAULTS, '{"faults": [{"kind": "hang", "resource": "gcp:container/nodePool:NodePool"}]}')
$job = Set-GeoCluster us-west1 -NodeCount 6 -AsJob
foreach ($i in 1..600) { if (@([IO.Directory]::GetFiles("$env:GEOFED_HOME/pulumi/state/.pulumi/locks", '*.json', 'AllDirectories')).Count) { break }; [Threading.Thread]::Sleep(100) }
if ((Get-GeoCluster us-west1).Status -ne 'Updating') { throw "It should be updating: $((Get-GeoCluster us-west1).Status)" }
try { Repair-GeoCluster us-west1; throw 'Who is at work should be left alone.' }
catch { if ($_.FullyQualifiedErrorId -notlike 'StackLocked,*' -or "$_" -notlike '*process*') { throw } }
$job | Stop-Job
if ($job.State -ne 'Stopped') { throw "The job should be stopped: $($job.State)" }
[IO.File]::Delete($env:PULUMI_DOUBLE_FAULTS)
if (@([IO.Directory]::GetFiles("$env:GEOFED_HOME/pulumi/state/.pulumi/locks", '*.json', 'AllDirectories')).Count) { throw 'The lock should be gone: Pulumi ended in good order.' }
if ((Repair-GeoCluster us-west1 -PassThru).Nodes -ne 6) { throw 'It should go on.' }

$job = Remove-GeoCluster us-west1 -Force -Confirm:$false -AsJob
$job | Wait-Job -Timeout 120 | Receive-Job
if ($job.State -ne 'Completed' -or (Get-GeoCluster)) { throw "All should be gone: $($job.State)" }
