# From regions to replicas on real clusters, and back until nothing is left that costs money.
$ErrorActionPreference = 'Stop'

$plan = New-GeoCluster europe-west4 -Project acme-ml -NodeCount 3 -NoDnsEndpoint -WhatIf
if (@($plan | Where-Object { $_.Operation -ne 'create' }).Count -or "$($plan.Type)" -notlike '*container/cluster:Cluster*' -or "$($plan.Type)" -notlike '*network:Network*') { throw "The plan should create cluster and network: $plan" }
if (Get-GeoCluster) { throw '-WhatIf should create nothing.' }

$made = 'europe-west4', 'us-west1' | New-GeoCluster -Project acme-ml -NodeCount 3 -Label @{ team = 'ml' } -NoDnsEndpoint
if ("$made" -ne 'europe-west4 us-west1' -or "$($made.Status)" -ne 'Running Running' -or "$($made.Source)" -ne 'Pulumi Pulumi') { throw "Both should run: $made $($made.Status)" }
if (@(Test-GeoCluster | Where-Object { -not $_.IsHealthy }).Count) { throw 'Both should be well.' }
try { New-GeoCluster us-west1 -Project acme-ml | Out-Null; throw 'A name that is taken should be refused.' }
catch { if ($_.FullyQualifiedErrorId -notlike 'ClusterExists,*') { throw } }

# No secret is in what anybody may read: the kubeconfig says which program gets one.
$kubeconfig = [IO.File]::ReadAllText($made[0].Kubeconfig)
if ($kubeconfig -notlike '*gke-gcloud-auth-plugin*' -or $kubeconfig -like '*token:*') { throw "The kubeconfig should name GKE's program: $kubeconfig" }

New-Federation prod | Out-Null
$made | Join-Federation | Out-Null
$serve = Publish-FederatedDeployment serve -Image example/serve:1 -Replicas 4 | Wait-FederatedDeployment -TimeoutSec 60
if ($serve.ReadyReplicas -ne 4) { throw "It should be ready: $($serve.Clusters)" }

$plan = Set-GeoCluster us-west1 -NodeCount 6 -WhatIf
if ("$($plan.Operation)" -ne 'update' -or $plan.Replaces) { throw "More nodes should be an update: $plan" }
$more = Set-GeoCluster us-west1 -NodeCount 6 -PassThru
if ($more.Nodes -ne 6) { throw "It should have six nodes: $($more.Nodes)" }
try { Set-GeoCluster us-west1 -NodePool @{ Name = 'default-pool'; MachineType = 'e2-standard-4'; Count = 3; Spot = $true }; throw 'What replaces a pool should be refused.' }
catch { if ($_.FullyQualifiedErrorId -notlike 'ChangeReplaces,*') { throw } }
if ("$((Get-GeoCluster -Refresh).Status)" -ne 'Running Running') { throw 'Nothing should have drifted.' }

# What is ejected is what Pulumi got.
$infra = [IO.Path]::Combine([IO.Path]::GetTempPath(), [Guid]::NewGuid())
$folder = Export-GeoClusterProgram us-west1 -Path $infra
if (-not [IO.File]::Exists("$folder/Main.json") -or [IO.File]::ReadAllText("$folder/Pulumi.yaml") -notlike '*runtime: yaml*') { throw 'The program should be there.' }
[IO.Directory]::Delete($infra, $true)

# A member stays, a protected cluster stays, and then all goes.
foreach ($force in $false, $true) {
    try { Remove-GeoCluster us-west1 -Force:$force -Confirm:$false; throw 'A member should not be deleted.' }
    catch { if ($_.FullyQualifiedErrorId -notlike 'ClusterIsMember,*') { throw } }
}
Unpublish-FederatedDeployment serve -Confirm:$false -TimeoutSec 60
Get-FederationMember | Remove-FederationMember -Confirm:$false
try { Remove-GeoCluster us-west1 -Confirm:$false; throw 'A protected cluster should not be deleted.' }
catch { if ($_.FullyQualifiedErrorId -notlike 'ClusterProtected,*') { throw } }
$plan = Remove-GeoCluster us-west1 -Force -WhatIf
if (@($plan | Where-Object Operation -ne 'delete').Count -or "$($plan.Resource)" -notlike '*cluster*') { throw "The plan should delete: $plan" }
# The clusters go and the network does not: that is told, and mended by what is told.
[IO.File]::WriteAllText($env:PULUMI_DOUBLE_FAULTS, '{"faults": [{"kind": "unavailable", "resource": "gcp:compute/network:Network", "operation": "delete"}]}')
Remove-GeoCluster * -Force -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable failures
if ("$($failures.TargetObject)" -ne 'acme-ml' -or $failures[0].ErrorDetails.RecommendedAction -notlike '*Repair-GeoCluster -Project acme-ml*') { throw "The network should be told of: $failures $($failures[0].ErrorDetails.RecommendedAction)" }
if (Get-GeoCluster -WarningVariable warning -WarningAction SilentlyContinue) { throw 'No cluster should be left.' }
if ("$warning" -notlike "*network of project 'acme-ml' is still there*Failed*Repair-GeoCluster -Project acme-ml*") { throw "The network that is left should be told of: $warning" }
try { Repair-GeoCluster -Project acme-lm; throw 'There is no such project.' }
catch { if ($_.FullyQualifiedErrorId -notlike 'NetworkNotFound,*' -or "$_" -notlike "*'acme-ml'?*") { throw } }
[IO.File]::Delete($env:PULUMI_DOUBLE_FAULTS)
Repair-GeoCluster -Project acme-* -WhatIf
$done = Repair-GeoCluster -Project acme-ml -Verbose 4>&1
if ("$done" -notlike '*is deleted: it had no cluster left*') { throw "The network should be deleted: $done" }
Get-GeoCluster -WarningVariable warning
if ($warning) { throw "Nothing should be left to tell of: $warning" }
if ([IO.Directory]::GetDirectories("$env:GEOFED_HOME/pulumi/state/.pulumi/stacks", '*').Where({ [IO.Directory]::GetFiles($_, '*.json').Count })) { throw 'No stack should be left, nor the network.' }
