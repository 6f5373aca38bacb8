# Mistakes get a clear error with a stable id, and lose nothing.
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

Assert-Failure NoFederation 'There is no federation yet' { Get-FederationMember }
Assert-Failure UnknownRegion "Did you mean 'us-west1'?" { New-GeoCluster us-wst1 }
Assert-Failure UnknownAccelerator "Did you mean 'nvidia-l4'?" { New-GeoCluster us-west1 -Accelerator nvidia-l5 }

New-GeoCluster us-west1 -PodStartSec 0.1 -MachineType n2-standard-8 | Out-Null
Assert-Failure ClusterExists "There is a cluster 'us-west1' already" { New-GeoCluster us-west1 }
Assert-Failure NotCreated 'n9-standard-4' { New-GeoCluster europe-west1 -MachineType n9-standard-4 }
if (Get-GeoCluster europe-west1 -ErrorAction Ignore) { throw 'A cluster that could not be made should not be left behind.' }
Assert-Failure ClusterNotFound "There is no cluster 'us-wst1'" { Get-GeoCluster us-wst1 }
Assert-Failure Invalid 'RFC 1123' { New-GeoCluster us-east1 -Name Not_A_Name }

New-Federation prod | Out-Null
Assert-Failure FederationExists "There is a federation 'prod' already" { New-Federation prod }
Assert-Failure FederationNotFound "There is no federation 'prodd'" { Join-Federation us-west1 -Federation prodd }
Join-Federation us-west1 | Out-Null
Publish-FederatedDeployment serve -Image example/serve:1 -Replicas 2 | Wait-FederatedDeployment -TimeoutSec 60 | Out-Null

$broken = [IO.Path]::GetTempFileName()
try {
    [IO.File]::WriteAllText($broken, "kind: Deployment`n  name: [")
    Assert-Failure InvalidManifest 'line' { Publish-FederatedDeployment -Path $broken }
    [IO.File]::WriteAllText($broken, "apiVersion: leaderworkerset.x-k8s.io/v1`nkind: LeaderWorkerSet`nmetadata: { name: a }")
    Assert-Failure InvalidManifest 'LeaderWorkerSet' { Publish-FederatedDeployment -Path $broken }
}
finally { [IO.File]::Delete($broken) }
Assert-Failure PathNotFound 'nowhere.yaml' { Publish-FederatedDeployment -Path ./nowhere.yaml }
Assert-Failure Invalid 'RFC 1123' { Publish-FederatedDeployment Not_A_Name -Image x }
Assert-Failure DeploymentNotFound "Did you mean 'serve'?" { Set-FederatedDeployment serv -Replicas 3 }
Assert-Failure MemberNotFound 'asia-east1' { Publish-FederatedDeployment other -Image x -Cluster asia-east1 }
Assert-Failure ClusterIsMember "is a member of federation 'prod'" { Remove-GeoCluster us-west1 }

# One that is wrong does not keep the others from being made.
$made = 'europe-west1', 'europe-wst1', 'asia-east1' | New-GeoCluster -NodeCount 1 -ErrorAction SilentlyContinue -ErrorVariable failed
if (@($made).Count -ne 2) { throw "Two clusters should have been made: $made" }
if ($failed.Count -ne 1) { throw "One error was expected: $failed" }

# A GPU that no cluster has: honestly not ready, and the sentence that says so ends once.
try {
    Publish-FederatedDeployment gpu -Image example/gpu:1 -Gpu 1 | Wait-FederatedDeployment -TimeoutSec 3 | Out-Null
    throw 'Without a GPU it should not become ready.'
}
catch {
    if ($_.FullyQualifiedErrorId -notlike 'DeploymentNotReady,*' -or "$_" -notlike '*Insufficient nvidia.com/gpu*' -or "$_" -like '*..*') { throw }
}

$serve = Get-FederatedDeployment serve
if ("$($serve.Status) $($serve.ReadyReplicas)" -ne 'Ready 2') { throw "The mistakes should have changed nothing: $($serve.Status), $($serve.ReadyReplicas)" }
