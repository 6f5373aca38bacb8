<#
.SYNOPSIS
A model server in three regions: clusters, their federation, a deployment divided over them, a scale-out and a new image.
.DESCRIPTION
Runs on simulated clusters, so it needs no cloud account and costs nothing: their API is Kubernetes', but no container runs in them.

    dotnet run --project src/Geofed.Shell -- examples/geo-ai.ps1
    pwsh -Command 'Import-Module ./artifacts/module/Geofed; ./examples/geo-ai.ps1'

It may be run twice, and again after it was interrupted: what is there already is used.
.PARAMETER Keep
Leaves everything running in the end, to be looked at.
#>
param([switch] $Keep)
$ErrorActionPreference = 'Stop'

'== 1. Three clusters: one in America with a GPU node pool, one in Europe, one in Asia'
$clusters = @(
    @{ Region = 'us-west1'; MachineType = 'n2-standard-8'; NodeCount = 3; Accelerator = 'nvidia-l4'; GpuNodeCount = 2 }
    @{ Region = 'europe-west1'; MachineType = 'n2-standard-8'; NodeCount = 3 }
    @{ Region = 'asia-east1'; MachineType = 'n2-standard-8'; NodeCount = 3 }
)
# Asked for together, awaited together: they come up at the same time.
$clusters | ForEach-Object {
    if (-not (Get-GeoCluster $_.Region -ErrorAction Ignore)) { [pscustomobject] $_ }
} | New-GeoCluster | Out-Null
Get-GeoCluster us-west1, europe-west1, asia-east1 | Out-Host

'== 2. A federation, which all three join'
if (-not (Get-Federation geo-ai -ErrorAction Ignore)) { New-Federation geo-ai | Out-Null }
Get-GeoCluster us-west1, europe-west1, asia-east1 | Join-Federation -Federation geo-ai | Out-Host

'== 3. A model server with 12 replicas, divided over the clusters'
Publish-FederatedDeployment -Federation geo-ai -Path "$PSScriptRoot/manifests/vllm.yaml" |
    Wait-FederatedDeployment -Federation geo-ai -TimeoutSec 120 | Out-Host

'== 4. Scaled out to 18 replicas'
Set-FederatedDeployment vllm -Federation geo-ai -Replicas 18 -PassThru |
    Wait-FederatedDeployment -Federation geo-ai -TimeoutSec 120 | Out-Host

'== 5. A new image, rolled out everywhere'
$serve = Set-FederatedDeployment vllm -Federation geo-ai -Image public.ecr.aws/q9t5s3a7/vllm-cpu-release-repo:v0.11.1 -PassThru |
    Wait-FederatedDeployment -Federation geo-ai -TimeoutSec 120
$serve.Clusters | Out-Host
Get-FederationMember -Federation geo-ai | Out-Host
if ($serve.ReadyReplicas -ne 18) { throw "18 replicas should be ready, $($serve.ReadyReplicas) are." }

if ($Keep) {
    'Everything goes on running. To end it: Remove-Federation geo-ai; Remove-GeoCluster us-west1, europe-west1, asia-east1; Stop-GeofedServer'
    return
}

'== 6. The end: the deployment goes from all clusters, then the federation, then the clusters'
Unpublish-FederatedDeployment vllm -Federation geo-ai -Confirm:$false
Remove-Federation geo-ai -Confirm:$false
Remove-GeoCluster us-west1, europe-west1, asia-east1 -Confirm:$false
Stop-GeofedServer -Confirm:$false
'Done: nothing is left running.'
