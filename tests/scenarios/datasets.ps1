# Where data lies is known to the federation, moves with it, and is no business of the members.
$ErrorActionPreference = 'Stop'

New-Federation prod | Out-Null
New-GeoCluster europe-west4 -NodeCount 1 -PodStartSec 0.1 | Join-Federation -Federation prod | Out-Null
Register-FederatedDataset imagenet -Uri gs://bucket/imagenet -Region europe-west4 -SizeGB 150 -Federation prod | Out-Null
Register-FederatedDataset books -Uri gs://eu/books -Region europe-west4 -ReplicaUri @{ 'us-central1' = 'gs://us/books' } -SizeGB 900 -Federation prod | Out-Null

$all = Get-FederatedDataset -Federation prod
if ("$all" -ne 'books imagenet') { throw "Two datasets were registered: $all" }
if (Get-FederatedResource -Federation prod) { throw 'A dataset should not be placed on members.' }

$file = [IO.Path]::Combine([IO.Path]::GetTempPath(), "$([Guid]::NewGuid()).yaml")
try {
    Export-Federation prod -Path $file
    New-Federation other | Out-Null
    Import-Federation other -Path $file | Wait-FederatedResource -TimeoutSec 60 | Out-Null
}
finally { [IO.File]::Delete($file) }
$moved = Get-FederatedDataset books -Federation other
if ("$($moved.Regions)" -ne 'europe-west4 us-central1' -or $moved.SizeGB -ne 900) { throw "The dataset should have moved as it was: $moved" }

Get-FederatedDataset -Federation other | Unregister-FederatedDataset
if (Get-FederatedDataset -Federation other) { throw 'All of them were forgotten.' }
if (@(Get-FederatedDataset -Federation prod).Count -ne 2) { throw 'The other federation keeps its own.' }
