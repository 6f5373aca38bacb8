# A cluster that somebody else made is imported from a kubeconfig, joins, runs something, and is forgotten; it goes on as it is.
$ErrorActionPreference = 'Stop'

New-Federation prod | Out-Null
New-GeoCluster europe-west4 theirs -NodeCount 2 -Accelerator nvidia-l4 -GpuNodeCount 1 -PodStartSec 0.1 | Out-Null
$kubeconfig = [IO.Path]::Combine([IO.Path]::GetTempPath(), [Guid]::NewGuid())
try {
    Export-GeoClusterKubeconfig theirs -Path $kubeconfig
    if (Import-GeoCluster theirs -Kubeconfig $kubeconfig -Name edge -WhatIf) { throw '-WhatIf should import nothing.' }
    $edge = Import-GeoCluster -Kubeconfig $kubeconfig -Name edge
    if ("$($edge.Source) $($edge.Region) $($edge.Nodes) $($edge.Gpus)" -ne 'Imported europe-west4 3 1') { throw "Its nodes should say what it is: $($edge | Format-List | Out-String)" }

    try { Import-GeoCluster -Kubeconfig $kubeconfig -Name edge | Out-Null; throw 'A name that is taken should be refused.' }
    catch { if ($_.FullyQualifiedErrorId -notlike 'ClusterExists,*') { throw } }
    Import-GeoCluster -Kubeconfig $kubeconfig -Name edge -Force | Out-Null
    try { Import-GeoCluster thiers -Kubeconfig $kubeconfig | Out-Null; throw 'A context that is not there should be refused.' }
    catch { if ($_.FullyQualifiedErrorId -notlike 'ContextNotFound,*' -or "$_" -notlike "*Did you mean 'theirs'?") { throw } }

    $elsewhere = [IO.File]::ReadAllText($kubeconfig) -replace '127.0.0.1:\d+', '127.0.0.1:1'
    [IO.File]::WriteAllText($kubeconfig, $elsewhere)
    try { Import-GeoCluster -Kubeconfig $kubeconfig -Name gone | Out-Null; throw 'A cluster that does not answer should be refused.' }
    catch { if ($_.FullyQualifiedErrorId -notlike 'Unreachable,*') { throw } }
}
finally { [IO.File]::Delete($kubeconfig) }
if ("$(Get-GeoCluster)" -ne 'edge theirs') { throw "There should be two: $(Get-GeoCluster)" }

$health = Test-GeoCluster edge
if (-not $health.IsHealthy -or $health.ReadyNodes -ne 3 -or -not $health.CanJoin) { throw "It should be well: $($health | Format-List | Out-String)" }
try { Suspend-GeoCluster edge; throw 'Only simulated clusters have rehearsed outages.' }
catch { if ($_.FullyQualifiedErrorId -notlike 'ClusterNotSimulated,*') { throw } }

Get-GeoCluster edge | Join-Federation | Out-Null
$serve = Publish-FederatedDeployment serve -Image example/serve:1 -Replicas 2 | Wait-FederatedDeployment -TimeoutSec 60
if ("$($serve.Clusters)" -ne 'edge 2/2') { throw "It should run in the imported cluster: $($serve.Clusters)" }

try { Remove-GeoCluster edge -Confirm:$false; throw 'A member should not be forgotten.' }
catch { if ($_.FullyQualifiedErrorId -notlike 'ClusterIsMember,*') { throw } }
Unpublish-FederatedDeployment serve -Confirm:$false -TimeoutSec 60
Remove-FederationMember edge -Confirm:$false
Remove-GeoCluster edge -Confirm:$false
if ("$(Get-GeoCluster)" -ne 'theirs') { throw "The cluster itself should be left: $(Get-GeoCluster)" }
if (-not (Test-GeoCluster theirs).IsHealthy) { throw 'It should go on as it is.' }
