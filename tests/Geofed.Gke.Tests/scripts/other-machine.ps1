# The stacks are the inventory: what one machine put into a backend, another finds there, and can look after.
$ErrorActionPreference = 'Stop'

$env:PULUMI_CONFIG_PASSPHRASE = 'shared'
$backend = "$env:GEOFED_HOME-backend"
[IO.Directory]::CreateDirectory($backend) | Out-Null
$env:PULUMI_BACKEND_URL = "file://$backend"
New-GeoCluster us-west1 -Project acme-ml -NodeCount 3 -Label @{ team = 'ml' } -NoDnsEndpoint | Out-Null

$first = $env:GEOFED_HOME
$env:GEOFED_HOME = "$first-other"
try {
    if (Get-GeoCluster) { throw 'Nothing should be known yet.' }
    $found = Get-GeoCluster -Refresh
    if ("$found" -ne 'us-west1' -or $found.Status -ne 'Running' -or $found.Project -ne 'acme-ml' -or $found.Nodes -ne 3) { throw "It should be found: $found $($found.Status) $($found.Message)" }
    if (-not (Test-GeoCluster us-west1).IsHealthy) { throw 'It should be reachable from here.' }
    if ((Set-GeoCluster us-west1 -NodeCount 6 -PassThru).Nodes -ne 6) { throw 'It should be changed from here.' }
    Remove-GeoCluster us-west1 -Force -Confirm:$false
    if (Get-GeoCluster -Refresh) { throw 'It should be gone.' }
}
finally {
    Stop-GeofedServer
    $env:GEOFED_HOME = $first
}
if (@([IO.Directory]::GetFiles("$backend/.pulumi/stacks", '*.json', 'AllDirectories')).Count) { throw 'No stack should be left, nor the network.' }
