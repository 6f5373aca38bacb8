# Everything that is placed moves from one control plane to another.
$ErrorActionPreference = 'Stop'

'old', 'new' | New-Federation | Out-Null
New-GeoCluster us-west1 -NodeCount 1 -PodStartSec 0.1 | Join-Federation -Federation old | Out-Null
New-GeoCluster us-west1 -Name next -NodeCount 1 -PodStartSec 0.1 | Join-Federation -Federation new | Out-Null
Publish-FederatedDeployment serve -Image example/serve:1 -Replicas 2 -Federation old | Wait-FederatedDeployment -TimeoutSec 60 | Out-Null
Publish-FederatedService serve -Port 80 -Federation old | Wait-FederatedResource -TimeoutSec 60 | Out-Null

$file = [IO.Path]::Combine([IO.Path]::GetTempPath(), "$([Guid]::NewGuid()).yaml")
try {
    Export-Federation old -Path $file
    $moved = Import-Federation new -Path $file | Wait-FederatedResource -TimeoutSec 60
    $again = Import-Federation new -Path $file
    if (@($moved).Count -ne @($again).Count) { throw "Importing again should change nothing: $again" }
}
finally { [IO.File]::Delete($file) }
$serve = Wait-FederatedDeployment serve -Federation new -TimeoutSec 60
if ("$($serve.Clusters)" -ne 'next 2/2') { throw "It should run in the other federation's member: $($serve.Clusters)" }
Unpublish-FederatedDeployment serve -Federation new -Confirm:$false -TimeoutSec 60
if (Get-FederatedPlacement serve -Federation new -ErrorAction Ignore) { throw 'Its policy should have gone with it.' }
