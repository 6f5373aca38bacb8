# Everything is there again after the server was stopped, and healthy workloads are left alone.
$ErrorActionPreference = 'Stop'

New-GeoCluster us-west1 -NodeCount 2 -MachineType n2-standard-8 -PodStartSec 0.1 | Out-Null
New-Federation prod | Out-Null
Join-Federation us-west1 | Out-Null
Publish-FederatedDeployment serve -Image example/serve:1 -Replicas 3 | Wait-FederatedDeployment -TimeoutSec 60 | Out-Null
$before = Get-GeofedServer

Stop-GeofedServer -Confirm:$false
if ((Get-GeofedServer).IsRunning) { throw 'The server should have ended.' }

# The next cmdlet starts it.
$serve = Wait-FederatedDeployment serve -TimeoutSec 60
if ("$($serve.Clusters)" -ne 'us-west1 3/3') { throw "The deployment should be as it was: $($serve.Clusters)" }
$after = Get-GeofedServer
if ($after.ProcessId -eq $before.ProcessId) { throw 'It should be another process.' }
if ($after.Address -ne $before.Address) { throw "It should listen where it did: $($before.Address), now $($after.Address)" }
Set-FederatedDeployment serve -Replicas 4 -PassThru | Wait-FederatedDeployment -TimeoutSec 60 | Out-Null
