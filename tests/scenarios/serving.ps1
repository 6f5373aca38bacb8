# What serves goes to where its users are: by continents, within the room that there is; all near to one region; in so many regions. It is forecast as it then happens.
$ErrorActionPreference = 'Stop'

New-Federation prod | Out-Null
'europe-west1', 'europe-west4', 'asia-east1', 'us-east4' |
    New-GeoCluster -NodeCount 1 -MachineType n2-standard-8 -PodStartSec 0.1 | Join-Federation | Out-Null

function Assert-Divided([string] $Expected) {
    $done = Wait-FederatedDeployment serve -TimeoutSec 60
    $told = ($done.Clusters | ForEach-Object { "$($_.Cluster) $($_.Replicas)" }) -join ', '
    if ($told -ne $Expected) { throw "Expected $Expected, got $told" }
}

$users = @{ Europe = 60; Asia = 40 }
$asked = Test-FederatedPlacement -Replicas 10 -Cpu 1 -Users $users
if (Get-FederatedDeployment) { throw 'A forecast should change nothing.' }
$told = ($asked | Where-Object Replicas | ForEach-Object { "$($_.Cluster) $($_.Replicas)" }) -join ', '
if ($told -ne 'asia-east1 4, europe-west1 3, europe-west4 3') { throw "The forecast should serve users from near: $told" }
Publish-FederatedDeployment serve -Image example/serve:1 -Replicas 10 -Cpu 1 -Users $users | Out-Null
Assert-Divided $told

# Seven of eight CPUs of a node are a pod's to have: what finds no room in one place goes to the next nearest. Its own room is not counted as taken.
Publish-FederatedDeployment serve -Image example/serve:1 -Replicas 10 -Cpu 1 -Users @{ Asia = 1 } -MaxReplicasPerCluster 4 | Out-Null
$policy = Test-FederatedPlacement serve -Users @{ Asia = 1 } -MaxReplicasPerCluster 4 -AsPolicy
if ("$policy" -notlike '*placement.geofed.io/intent*maxReplicasPerCluster*') { throw "The policy should keep what was wanted: $policy" }
$done = Wait-FederatedDeployment serve -TimeoutSec 60
if (($done.Clusters | Where-Object Cluster -eq asia-east1).Replicas -ne 4) { throw "Asia should have as many as a cluster may have: $($done.Clusters)" }

Publish-FederatedDeployment serve -Image example/serve:1 -Replicas 6 -Cpu 1 -Concentrate europe-west4 | Out-Null
Assert-Divided 'europe-west4 6'
Publish-FederatedDeployment serve -Image example/serve:1 -Replicas 6 -Cpu 1 -Concentrate europe-west4 -MinRegions 2 | Out-Null
Assert-Divided 'europe-west1 1, europe-west4 5'
Publish-FederatedDeployment serve -Image example/serve:1 -Replicas 8 -Cpu 1 -MinRegions 2 | Out-Null
if ((Wait-FederatedDeployment serve -TimeoutSec 60).ReadyReplicas -ne 8) { throw 'Eight replicas should serve.' }

foreach ($expected in
    @{ Id = 'ContradictoryParameters'; Message = '-Users and -Weight'; Action = { Publish-FederatedDeployment x -Image x -Users $users -Weight @{ 'us-east4' = 1 } } },
    @{ Id = 'ContradictoryParameters'; Message = '-Users and -Concentrate'; Action = { Test-FederatedPlacement -Users $users -Concentrate us-east4 } },
    @{ Id = 'ContradictoryParameters'; Message = '-MaxReplicasPerCluster 1 lets 4'; Action = { Publish-FederatedDeployment x -Image x -Replicas 9 -Users $users -MaxReplicasPerCluster 1 } },
    @{ Id = 'InvalidPlacement'; Message = 'the members that may be chosen are in 4'; Action = { Publish-FederatedDeployment x -Image x -Replicas 9 -MinRegions 5 } },
    @{ Id = 'UnknownRegion'; Message = "Did you mean 'Europe'"; Action = { Publish-FederatedDeployment x -Image x -Users @{ Euorpe = 1 } } },
    @{ Id = 'Impossible'; Message = 'would find room even if nothing else ran'; Action = { Publish-FederatedDeployment x -Image x -Replicas 2 -Gpu 1 -Users $users } }) {
    try { & $expected.Action | Out-Null; throw "Expected the error $($expected.Id)." }
    catch { if ($_.FullyQualifiedErrorId -notlike "$($expected.Id),*" -or "$_" -notlike "*$($expected.Message)*") { throw } }
}
if (Get-FederatedDeployment x -ErrorAction Ignore) { throw 'What was refused should not have been published.' }
