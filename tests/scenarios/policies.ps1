# A policy places what is applied without one of its own, and an override makes it different in one cluster.
$ErrorActionPreference = 'Stop'

New-Federation prod | Out-Null
'us-west1', 'europe-west1' | New-GeoCluster -NodeCount 1 -PodStartSec 0.1 | Join-Federation | Out-Null

New-FederatedPlacement gold -Kind ConfigMap, Deployment -Label @{ tier = 'gold' } -Cluster europe-west1 | Out-Null
@{ apiVersion = 'v1'; kind = 'ConfigMap'; metadata = @{ name = 'flags'; labels = @{ tier = 'gold' } }; data = @{ level = 'info' } } | Publish-FederatedResource -NoPolicy | Out-Null
$flags = $null
for ($i = 0; -not $flags -or $flags.Status -ne 'Ready'; $i++) {
    if ($i -gt 300) { throw "The policy should have placed it: $flags" }
    [Threading.Thread]::Sleep(100)
    $flags = Get-FederatedResource flags -ErrorAction Ignore
}
if ("$($flags.Policy) $($flags.Clusters)" -ne 'gold europe-west1') { throw "The policy 'gold' should have placed it in europe-west1: $($flags.Policy) $($flags.Clusters)" }

New-FederatedOverride canary -Kind Deployment -ResourceName serve -Cluster us-west1 -ImageTag 1.5 | Out-Null
Publish-FederatedDeployment serve -Image example/serve:1.4 -Replicas 2 | Wait-FederatedDeployment -TimeoutSec 60 | Out-Null
$rules = (Get-FederatedOverride canary).Rules
if ("$rules" -ne 'us-west1: image tag 1.5') { throw "The override should say what it does: $rules" }

Get-FederatedOverride | Remove-FederatedOverride -Confirm:$false
Get-FederatedPlacement | Where-Object OfWorkload -eq $false | Remove-FederatedPlacement -Confirm:$false
if (@(Get-FederatedPlacement).Count -ne 1) { throw 'The policy of the deployment alone should be left.' }
