# A region is lost and comes back: the federation sees it, says so, and works on with the others.
$ErrorActionPreference = 'Stop'

'us-west1', 'europe-west1' | New-GeoCluster -NodeCount 2 -MachineType n2-standard-8 -PodStartSec 0.1 | Out-Null
New-Federation prod | Out-Null
Get-GeoCluster | Join-Federation | Out-Null
Publish-FederatedDeployment serve -Image example/serve:1 -Replicas 4 | Wait-FederatedDeployment -TimeoutSec 60 | Out-Null

foreach ($mode in 'Refuse', 'Hang') {
    $lost = Suspend-GeoCluster europe-west1 -Mode $mode -PassThru
    if ($lost.Status -notin 'Refusing', 'Hanging') { throw "The cluster should be unreachable, but is $($lost.Status)." }
    for ($i = 0; (Get-FederationMember europe-west1).IsReady; $i++) {
        if ($i -gt 300) { throw 'The federation should have seen that a member is lost.' }
        [Threading.Thread]::Sleep(100)
    }
    $reason = (Get-FederationMember europe-west1).Reason
    if (-not $reason) { throw 'A member that is lost should have a reason.' }

    # What is changed meanwhile arrives where it can.
    Set-FederatedDeployment serve -Image "example/serve:$mode".ToLowerInvariant()
    try {
        Wait-FederatedDeployment serve -TimeoutSec 1 | Out-Null
        throw 'A deployment with a lost member should not be called ready.'
    }
    catch { if ($_.FullyQualifiedErrorId -notlike 'DeploymentNotReady,*' -or "$_" -notlike '*europe-west1*') { throw } }

    Resume-GeoCluster europe-west1
    $back = Wait-FederatedDeployment serve -TimeoutSec 60
    if ($back.ReadyReplicas -ne 4) { throw "All replicas should be ready again: $($back.Clusters)" }
}
