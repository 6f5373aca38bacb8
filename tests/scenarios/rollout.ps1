# A change goes from cluster to cluster: it stops where a cluster does not take it, goes on when that is mended, waits for approval, and is taken back.
$ErrorActionPreference = 'Stop'

New-Federation prod | Out-Null
'us-west1', 'europe-west1' | New-GeoCluster -NodeCount 2 -MachineType n2-standard-8 -PodStartSec 0.1 | Join-Federation | Out-Null
Publish-FederatedDeployment serve -Image example/serve:1 -Replicas 4 | Wait-FederatedDeployment -TimeoutSec 60 | Out-Null

Suspend-GeoCluster europe-west1
try {
    Start-FederatedRollout serve -Image example/serve:2 -Order us-west1 -WaveTimeoutSec 12 | Out-Null
    throw 'A wave that cannot be reached should stop the rollout.'
}
catch { if ($_.FullyQualifiedErrorId -notlike 'RolloutFailed,*' -or "$_" -notlike '*europe-west1*') { throw } }
if ("$((Get-FederatedRollout).Phase) $((Get-FederatedRollout).Wave)" -ne 'Failed 2') { throw "The second wave should have failed: $(Get-FederatedRollout)" }

Resume-GeoCluster europe-west1
for ($i = 0; -not (Get-FederationMember europe-west1).IsReady; $i++) {
    if ($i -gt 300) { throw 'The member should be ready again.' }
    [Threading.Thread]::Sleep(100)
}
$done = Resume-FederatedRollout serve
if ($done.Phase -ne 'Done') { throw "The rollout should be done: $($done.Message)" }
$serve = Wait-FederatedDeployment serve -TimeoutSec 60
if ($serve.UpdatedReplicas -ne 4) { throw "The new image should be everywhere: $($serve.Clusters)" }

$waiting = Start-FederatedRollout serve -Image example/serve:3 -Order us-west1 -RequireApproval
if ("$($waiting.Phase)" -ne 'WaveDone') { throw "It should wait for approval: $($waiting.Phase)" }
Undo-FederatedRollout serve
$serve = Wait-FederatedDeployment serve -TimeoutSec 60
if ("$($serve.Images)" -ne 'example/serve:2') { throw "It should be as it was: $($serve.Images)" }
if (Get-FederatedRollout) { throw 'No rollout should be left.' }
