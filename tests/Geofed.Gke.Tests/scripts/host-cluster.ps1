# Karmada on a GKE cluster: cut off half-way, gone on with, used by its members, and taken away again.
$ErrorActionPreference = 'Stop'
function Assert-Fails([scriptblock] $work, $id) {
    try { & $work | Out-Null } catch { if ($_.FullyQualifiedErrorId -notlike "$id,*") { throw }; return }
    throw "It should fail with $id."
}

New-GeoCluster europe-west4 host -Project acme-ml -NodeCount 3 -NoDnsEndpoint | Out-Null
$plan = New-Federation prod -HostCluster host -Exposure External -WhatIf
if ("$($plan.Resource)" -notlike '*namespace*karmada*' -or @($plan | Where-Object Operation -ne create).Count) { throw "The plan should create Karmada: $plan" }
if (Get-Federation) { throw '-WhatIf should create nothing.' }

# The release is made, and pulumi is killed before it has written that down; its lock stays behind.
[IO.File]::WriteAllText($env:PULUMI_DOUBLE_FAULTS, '{"faults": [{"kind": "crash-after", "resource": "kubernetes:helm.sh/v3:Release"}]}')
try { New-Federation prod -HostCluster host -Exposure External | Out-Null; throw 'It should fail.' }
catch { if ($_.ErrorDetails.RecommendedAction -notlike '*the same command goes on*') { throw } }
[IO.File]::Delete($env:PULUMI_DOUBLE_FAULTS)
if ((Get-Federation prod).Status -ne 'Failed' -or (Get-Federation prod).HostCluster -ne 'host') { throw "It should be there as failed: $(Get-Federation prod)" }

$prod = Get-GeoCluster host | ForEach-Object { New-Federation prod -HostCluster $_ -Exposure External }
if ($prod.Status -ne 'Running' -or $prod.Endpoint -notlike 'https://127.0.0.1:*' -or -not (Test-Federation prod).Healthy) { throw "It should run: $($prod.Status) $($prod.Endpoint)" }
if ([IO.File]::ReadAllText($prod.Kubeconfig) -notlike '*tls-server-name: localhost*') { throw 'The name in its certificate should be expected at its address.' }
foreach ($file in [IO.Directory]::GetFiles("$env:GEOFED_HOME/pulumi/geofed-karmada/prod")) {
    if ([IO.File]::ReadAllText($file) -match 'token:|client-key-data') { throw "$file should hold no secret." }
}

Join-Federation host -Federation prod | Out-Null
$serve = Publish-FederatedDeployment serve -Image example/serve:1 -Replicas 2 -Federation prod | Wait-FederatedDeployment -TimeoutSec 60
if ($serve.ReadyReplicas -ne 2) { throw "It should be ready: $($serve.Clusters)" }
Unpublish-FederatedDeployment serve -Federation prod -Confirm:$false

Assert-Fails { Remove-Federation prod -Confirm:$false } FederationHasMembers
Remove-FederationMember host -Federation prod -Confirm:$false
Assert-Fails { Remove-GeoCluster host -Confirm:$false } ClusterHostsFederation
$plan = Remove-Federation prod -WhatIf
if (@($plan | Where-Object Operation -ne delete).Count -or "$($plan.Resource)" -notlike 'karmada*namespace*') { throw "The plan should delete Karmada, the namespace late: $plan" }
Remove-Federation prod -Confirm:$false
if (Get-Federation) { throw 'It should be gone.' }
if ([IO.Directory]::Exists("$env:GEOFED_HOME/pulumi/geofed-karmada/prod")) { throw 'Its stack should be gone.' }
Remove-GeoCluster host -Force -Confirm:$false
