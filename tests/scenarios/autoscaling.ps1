# The number of replicas follows the load of all clusters together, up and down; publishing again keeps what there is; what cannot be meant is refused.
$ErrorActionPreference = 'Stop'

New-Federation prod | Out-Null
'europe-west1', 'us-east4' | New-GeoCluster -NodeCount 1 -MachineType n2-standard-8 -PodStartSec 0.1 | Join-Federation | Out-Null

# A simulated cluster plays the load that an annotation of the deployment says, in each cluster.
function Publish-Serve([string] $Load) {
    @{
        apiVersion = 'apps/v1'; kind = 'Deployment'
        metadata   = @{ name = 'serve'; annotations = @{ 'simulation.geofed.io/cpu-load' = $Load } }
        spec       = @{
            selector = @{ matchLabels = @{ app = 'serve' } }
            template = @{
                metadata = @{ labels = @{ app = 'serve' } }
                spec     = @{ containers = @(@{ name = 'serve'; image = 'example/serve:1'; resources = @{ requests = @{ cpu = '500m' } } }) }
            }
        }
    } | Publish-FederatedDeployment -MinReplicas 2 -MaxReplicas 10 -TargetCpuPercent 50 -ScaleDownDelaySec 0
}

function Wait-Scaled([int] $Replicas, [string] $Divided) {
    $until = [DateTime]::UtcNow.AddSeconds(60)
    do {
        if ([DateTime]::UtcNow -gt $until) { throw "There should be $Replicas replicas: $($now.Replicas), $($now.Clusters); $($now.Autoscaling)" }
        [Threading.Thread]::Sleep(100)
        $now = Get-FederatedDeployment serve
    } until ($now.Replicas -eq $Replicas)
    $now = Wait-FederatedDeployment serve -TimeoutSec 60
    $told = ($now.Clusters | ForEach-Object { "$($_.Cluster) $($_.Replicas)" }) -join ', '
    if ($told -ne $Divided) { throw "Expected $Divided, got $told" }
    $now
}

$first = Publish-Serve -Load 750m
if ($first.Replicas -ne 2 -or "$($first.Autoscaling)" -notlike '2 to 10 at 50 % CPU*') { throw "It should begin with the fewest: $($first.Replicas), $($first.Autoscaling)" }
$grown = Wait-Scaled 6 'europe-west1 3, us-east4 3'
if (-not $grown.Autoscaling.LastScaledAt) { throw 'It should say when it was scaled.' }

$again = Publish-Serve -Load 750m
if ($again.Replicas -ne 6) { throw "Publishing again should keep what the load has made of it: $($again.Replicas)" }
Publish-Serve -Load 100m | Out-Null
Wait-Scaled 2 'europe-west1 1, us-east4 1' | Out-Null

if ((Set-FederatedDeployment serve -NoAutoscaling -PassThru).Autoscaling) { throw 'It should no longer be scaled.' }
foreach ($expected in
    @{ Id = 'ContradictoryParameters'; Message = '-MinReplicas 9 is more than -MaxReplicas 2'; Action = { Publish-FederatedDeployment x -Image x -Cpu 1 -MinReplicas 9 -MaxReplicas 2 } },
    @{ Id = 'NoCpuRequest'; Message = "container 'x' of deployment 'x' requests none"; Action = { Publish-FederatedDeployment x -Image x -MaxReplicas 2 } },
    @{ Id = 'NotAutoscaled'; Message = '-TargetCpuPercent changes how'; Action = { Set-FederatedDeployment serve -TargetCpuPercent 50 } }) {
    try { & $expected.Action | Out-Null; throw "Expected the error $($expected.Id)." }
    catch { if ($_.FullyQualifiedErrorId -notlike "$($expected.Id),*" -or "$_" -notlike "*$($expected.Message)*") { throw } }
}
