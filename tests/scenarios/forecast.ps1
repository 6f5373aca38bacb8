# Where would it go? The forecast is what then happens, it knows about GPUs node by node, and it changes nothing.
$ErrorActionPreference = 'Stop'

New-Federation prod | Out-Null
New-GeoCluster us-west1 -NodeCount 1 -MachineType n2-standard-8 -Accelerator nvidia-l4 -GpuNodeCount 3 -PodStartSec 0.1 | Join-Federation | Out-Null
New-GeoCluster europe-west1 -NodeCount 1 -MachineType n2-standard-8 -PodStartSec 0.1 | Join-Federation | Out-Null

$rooms = Test-FederatedPlacement -Replicas 1 -Gpu 1 -Accelerator nvidia-l4
foreach ($expected in @{ Cluster = 'us-west1'; Room = 3 }, @{ Cluster = 'europe-west1'; Room = 0 }) {
    $room = ($rooms | Where-Object Cluster -eq $expected.Cluster).Room
    if ($room -ne $expected.Room) { throw "There should be room for $($expected.Room) in $($expected.Cluster), not $room." }
}

# A Job goes whole to where its GPUs are.
$forecast = Publish-FederatedJob tune -Image example/train:1 -Gpu 1 -Parallelism 3 | Wait-FederatedResource -TimeoutSec 60
if ("$($forecast.Clusters)" -ne 'us-west1 (3)') { throw "The Job needs the GPUs of us-west1: $($forecast.Clusters)" }

$asked = Test-FederatedPlacement -Replicas 6 -Weight @{ 'us-west1' = 2; 'europe-west1' = 1 }
if (Get-FederatedDeployment) { throw 'A forecast should change nothing.' }
$done = Publish-FederatedDeployment serve -Image example/serve:1 -Replicas 6 -Weight @{ 'us-west1' = 2; 'europe-west1' = 1 } | Wait-FederatedDeployment -TimeoutSec 60
foreach ($cluster in $done.Clusters) {
    $told = ($asked | Where-Object Cluster -eq $cluster.Cluster).Replicas
    if ($told -ne $cluster.Replicas) { throw "$told replicas were forecast for $($cluster.Cluster), and there are $($cluster.Replicas)." }
}

# A site of one's own: supposed, and then there.
Register-GeoRegion berlin-lab -Latitude 52.5 -Longitude 13.4 | Out-Null
$supposed = Test-FederatedPlacement -Replicas 1 -Near berlin-lab -With berlin-lab
if ("$($supposed[0].Cluster)" -ne 'berlin-lab') { throw "The lab itself is nearest to it: $supposed" }
$lab = New-GeoCluster berlin-lab -NodeCount 1 -PodStartSec 0.1
if ("$lab $($lab.Region) $($lab.Provider)" -ne 'berlin-lab berlin-lab on-premises') { throw "The cluster should be in the lab: $lab $($lab.Region) $($lab.Provider)" }

# What would become of it: without a region, and with another one.
$lost = Test-FederatedPlacement serve -Without us-west1
if (($lost | Where-Object Cluster -eq us-west1).Chosen -or ($lost | Where-Object Cluster -eq europe-west1).Replicas -ne 6) { throw "All should go to europe-west1: $lost" }
$more = Test-FederatedPlacement serve -With asia-east1 -Cluster asia-east1
if (-not ($more | Where-Object Cluster -eq asia-east1).Chosen) { throw "A cluster that does not exist yet should be chosen: $more" }
