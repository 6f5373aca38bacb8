# Manifests as people have them: each Deployment can be published as it is, and ends ready, or says honestly what it waits for.
$ErrorActionPreference = 'Stop'

function Assert-Failure([string] $Id, [string] $Message, [scriptblock] $Action) {
    try { & $Action | Out-Null }
    catch {
        if (($_.FullyQualifiedErrorId -split ',')[0] -ne $Id) { throw "Expected the error $Id, got $($_.FullyQualifiedErrorId): $_" }
        if ("$_" -notlike "*$Message*") { throw "The error $Id should say '$Message', but says: $_" }
        return
    }
    throw "Expected the error ${Id}: $Action"
}

$manifests = "$PSScriptRoot/manifests"
New-Federation prod | Out-Null
New-GeoCluster us-west1 -PodStartSec 0.1 -NodePool @(
    @{ Name = 'default'; MachineType = 'n2-standard-8'; Count = 2 }
    @{ Name = 'spot'; MachineType = 'g2-standard-24'; Count = 1; Accelerator = 'nvidia-l4'; AcceleratorCount = 2; Spot = $true }
) | Join-Federation | Out-Null

Publish-FederatedDeployment -Path "$manifests/chat-spot.yaml", "$manifests/bucket.yaml" |
    Wait-FederatedDeployment -TimeoutSec 60 | ForEach-Object {
        if ($_.Status -ne 'Ready') { throw "$($_.Name) should be ready: $($_.Status)" }
    }
Unpublish-FederatedDeployment chat -Confirm:$false -TimeoutSec 60

$published = Publish-FederatedDeployment -Path "$manifests/completions.yaml", "$manifests/classifier.yaml", "$manifests/h100.yaml"
if (@($published).Count -ne 3) { throw "Three Deployments should be published: $published" }
Assert-Failure DeploymentNotReady 'secret "hub" not found' { Wait-FederatedDeployment completions -TimeoutSec 3 }
Assert-Failure DeploymentNotReady 'persistentvolumeclaim "models" not found' { Wait-FederatedDeployment classifier -TimeoutSec 3 }
Assert-Failure DeploymentNotReady "didn't match Pod's node affinity/selector" { Wait-FederatedDeployment large -TimeoutSec 3 }

Assert-Failure Invalid 'serviceAccountName: Invalid value: "$ACCOUNT"' { Publish-FederatedDeployment -Path "$manifests/placeholder.yaml" }
if (Get-FederatedDeployment triton -ErrorAction Ignore) { throw 'What Kubernetes refuses should not be published.' }
