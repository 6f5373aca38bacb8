# A member is emptied for maintenance and takes part again; what has moved comes back when it is asked to.
$ErrorActionPreference = 'Stop'

New-Federation prod | Out-Null
'us-west1', 'europe-west1' | New-GeoCluster -NodeCount 2 -MachineType n2-standard-8 -PodStartSec 0.1 | Join-Federation | Out-Null
Publish-FederatedDeployment serve -Image example/serve:1 -Replicas 4 | Wait-FederatedDeployment -TimeoutSec 60 | Out-Null

Set-FederationMember us-west1 -Label @{ tier = 'gold' }
if ((Get-FederationMember us-west1).Labels['tier'] -ne 'gold') { throw 'The label should be set.' }

$member = Suspend-FederationMember us-west1 -Drain -TimeoutSec 90 -PassThru
if (-not $member.Suspended) { throw 'The member should be suspended.' }
$moved = Wait-FederatedDeployment serve -TimeoutSec 60
if ("$($moved.Clusters)" -ne 'europe-west1 4/4') { throw "All should run in europe-west1: $($moved.Clusters)" }

Resume-FederationMember us-west1
if ("$((Get-FederatedDeployment serve).Clusters)" -ne 'europe-west1 4/4') { throw 'What has moved should stay until it is asked to come back.' }
$back = Update-FederatedPlacement serve -PassThru | Wait-FederatedResource -TimeoutSec 60
if ("$($back.Clusters)" -ne 'europe-west1 (2) us-west1 (2)') { throw "Both should run it again: $($back.Clusters)" }
