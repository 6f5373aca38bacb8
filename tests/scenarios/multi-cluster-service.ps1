# What two clusters export a third one uses: its endpoints are shown, follow the pods, leave out a lost cluster, and go without a trace. A GKE fleet is left to GKE.
$ErrorActionPreference = 'Stop'

New-Federation prod | Out-Null
'us-west1', 'us-east1', 'europe-west1', 'asia-east1' | New-GeoCluster -NodeCount 1 -MachineType n2-standard-8 -PodStartSec 0.1 | Join-Federation | Out-Null

# What a fleet has; nobody acts on it here.
Publish-FederatedResource -Cluster asia-east1 -InputObject @'
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: serviceexports.net.gke.io }
spec:
  group: net.gke.io
  scope: Namespaced
  names: { plural: serviceexports, singular: serviceexport, kind: ServiceExport }
  versions: [{ name: v1, served: true, storage: true, schema: { openAPIV3Schema: { type: object, x-kubernetes-preserve-unknown-fields: true } } }]
'@ | Wait-FederatedResource -TimeoutSec 60 | Out-Null

function Wait-Endpoints([string] $Expected) {
    $end = [datetime]::UtcNow.AddSeconds(60)
    do {
        $europe = (Get-FederatedService serve).Clusters | Where-Object Cluster -eq europe-west1
        $ready = [ordered]@{}
        foreach ($endpoint in $europe.Endpoints | Where-Object Ready) { $ready[$endpoint.Cluster]++ }
        $told = ($ready.Keys | ForEach-Object { "$_ $($ready[$_])" }) -join ', '
        if ($told -eq $Expected) { return }
        [Threading.Thread]::Sleep(100)
    } while ([datetime]::UtcNow -lt $end)
    throw "Expected the endpoints $Expected, got $told ($($europe.Reason))"
}

Publish-FederatedDeployment serve -Image example/serve:1 -Replicas 4 -Port 8000 -Cluster us-west1, us-east1 | Wait-FederatedDeployment -TimeoutSec 60 | Out-Null
Publish-FederatedService serve 80 -TargetPort 8000 -Cluster us-west1, us-east1, asia-east1 -Export -ImportTo europe-* -WarningVariable warned -WarningAction SilentlyContinue | Out-Null
if ("$warned" -notlike '*asia-east1 export to their GKE fleet*') { throw "A fleet's members do not see what the others export: $warned" }
Wait-Endpoints 'us-east1 2, us-west1 2'
$service = Get-FederatedService serve
if ("$($service.ExportedFrom) > $($service.ImportedBy), $($service.DnsNames)" -ne 'asia-east1 us-east1 us-west1 > europe-west1, derived-serve.default.svc') { throw "Who exports and who imports should be told: $service" }
$asia = $service.Clusters | Where-Object Cluster -eq asia-east1
if ($asia.Provider -ne 'GKE' -or $asia.Endpoints) { throw "The fleet should have its own kind: $asia" }

Set-FederatedDeployment serve -Replicas 6
Wait-Endpoints 'us-east1 3, us-west1 3'
Suspend-GeoCluster us-east1 -Mode Refuse
Wait-Endpoints 'us-west1 3'
if ((Get-FederatedService serve).Reason -notlike '*us-east1: *') { throw "The cluster that does not answer should be named: $((Get-FederatedService serve).Reason)" }
Resume-GeoCluster us-east1
Wait-Endpoints 'us-east1 3, us-west1 3'

Unpublish-FederatedService serve -Confirm:$false
$left = Get-FederatedResource -Namespace * | Where-Object { $_.Kind -ne 'CustomResourceDefinition' -and "$_" -ne 'Deployment/serve' }
if ($left) { throw "Nothing should be left of the Service: $left" }
