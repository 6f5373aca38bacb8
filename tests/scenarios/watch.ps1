# The pods of all members in one list, and what happens in a federation while it happens.
$ErrorActionPreference = 'Stop'

New-Federation prod | Out-Null
'us-west1', 'europe-west1' | New-GeoCluster -NodeCount 1 -PodStartSec 0.1 | Join-Federation | Out-Null
Publish-FederatedDeployment serve -Image example/serve:1 -Replicas 4 | Wait-FederatedDeployment -TimeoutSec 60 | Out-Null

$pods = @(Get-FederatedPod serve)
if ($pods.Count -ne 4 -or @($pods | Where-Object Status -ne Running).Count) { throw "Four pods should run: $pods" }
if (@(Get-FederatedPod serve -Cluster us-*).Count -ne 2) { throw 'Two of them should be in us-west1.' }

# Nothing happens while nobody does anything.
$news = @(Watch-Federation -TimeoutSec 2 | Where-Object Warning)
if ($news) { throw "There should be nothing to look at: $news" }
