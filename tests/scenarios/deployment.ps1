# A deployment's whole life, from parameters: published, scaled, given another image and environment, placed anew, withdrawn.
$ErrorActionPreference = 'Stop'

function Assert-Shares([object] $Deployment, [string[]] $Expected) {
    $shares = $Deployment.Clusters | ForEach-Object { "$_" }
    if ("$shares" -ne "$Expected") { throw "Expected $Expected, got $shares." }
}

New-Federation prod | Out-Null
'us-west1', 'europe-west1', 'asia-east1' | New-GeoCluster -NodeCount 3 -MachineType n2-standard-8 -PodStartSec 0.1 -KubernetesVersion v1.35.1 |
    Join-Federation -Federation prod | Out-Null
Get-FederationMember | ForEach-Object { if ($_.KubernetesVersion -ne 'v1.35.1') { throw "$($_.Name) says that it is $($_.KubernetesVersion)." } }

$preview = Publish-FederatedDeployment serve -Image example/serve:1.4 -Replicas 12 -WhatIf
if ($preview -or (Get-FederatedDeployment)) { throw '-WhatIf should publish nothing.' }

Assert-Shares (Publish-FederatedDeployment serve -Image example/serve:1.4 -Replicas 12 -Cpu 1 -Memory 2Gi -Port 8000 |
    Wait-FederatedDeployment -TimeoutSec 60) 'asia-east1 4/4', 'europe-west1 4/4', 'us-west1 4/4'
Assert-Shares (Set-FederatedDeployment serve -Replicas 15 -PassThru | Wait-FederatedDeployment -TimeoutSec 60) 'asia-east1 5/5', 'europe-west1 5/5', 'us-west1 5/5'
$rolled = Set-FederatedDeployment serve -Image example/serve:1.5 -Env @{ LOG_LEVEL = 'info' } -PassThru | Wait-FederatedDeployment -TimeoutSec 60
if ($rolled.UpdatedReplicas -ne 15 -or $rolled.Images -ne 'example/serve:1.5') { throw "The new image should be everywhere: $($rolled.Clusters)" }

Assert-Shares (Publish-FederatedDeployment serve -Image example/serve:1.5 -Replicas 9 -Weight @{ 'us-west1' = 2; 'europe-west1' = 1 } |
    Wait-FederatedDeployment -TimeoutSec 60) 'europe-west1 3/3', 'us-west1 6/6'
Assert-Shares (Publish-FederatedDeployment serve -Image example/serve:1.5 -Replicas 2 -Region asia-east1, us-west1 -Duplicate |
    Wait-FederatedDeployment -TimeoutSec 60) 'asia-east1 2/2', 'us-west1 2/2'

# Published again with the same input, nothing changes.
$before = (Get-FederatedDeployment serve).Generation
$again = Publish-FederatedDeployment serve -Image example/serve:1.5 -Replicas 2 -Region asia-east1, us-west1 -Duplicate
if ($again.Generation -ne $before) { throw 'Publishing the same again should change nothing.' }

Unpublish-FederatedDeployment serve -Confirm:$false -TimeoutSec 60
if (Get-FederatedDeployment) { throw 'The deployment should be gone.' }
Get-FederationMember | Remove-FederationMember -Confirm:$false
Remove-Federation prod -Confirm:$false
Get-GeoCluster | Remove-GeoCluster -Confirm:$false
if (Get-GeoCluster) { throw 'The clusters should be gone.' }
