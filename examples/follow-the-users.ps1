<#
.SYNOPSIS
A model server that follows its users round the world: its replicas are divided anew as the day goes on, and do without a region that is lost.
.DESCRIPTION
Runs on simulated clusters, so it needs no cloud account and costs nothing.

    dotnet run --project src/Geofed.Shell -- examples/follow-the-users.ps1
    pwsh -Command 'Import-Module ./artifacts/module/Geofed; ./examples/follow-the-users.ps1'

It uses names of its own, and takes away in the end what it made.
#>
$ErrorActionPreference = 'Stop'

'== 1. A cluster near the users of each continent'
$regions = @{ 'users-america' = 'us-east4'; 'users-asia' = 'asia-northeast1'; 'users-europe' = 'europe-west3' }
$regions.Keys | ForEach-Object { [pscustomobject] @{ Name = $_; Region = $regions[$_] } } | New-GeoCluster -NodeCount 2 -MachineType n2-standard-8 -PodStartSec 0.2 | Out-Null
New-Federation users | Out-Null
Get-GeoCluster users-* | Join-Federation -Federation users | Out-Host

$continents = @{ 'users-america' = 'NorthAmerica'; 'users-asia' = 'Asia'; 'users-europe' = 'Europe' }
# Of ten users so many are awake on each continent.
$day = @(
    @{ Hour = '06:00 UTC'; Users = @{ Asia = 6; Europe = 3; NorthAmerica = 1 } }
    @{ Hour = '14:00 UTC'; Users = @{ Asia = 1; Europe = 5; NorthAmerica = 4 } }
    @{ Hour = '22:00 UTC'; Users = @{ Asia = 2; Europe = 1; NorthAmerica = 7 } }
)
foreach ($shift in $day) {
    "== 2. $($shift.Hour): ten replicas go where the users are awake"
    $serve = Publish-FederatedDeployment assistant -Federation users -Image example/assistant:1 -Replicas 10 -Cpu 500m -Users $shift.Users |
        Wait-FederatedDeployment -Federation users -TimeoutSec 120
    $serve.Clusters | Out-Host
    foreach ($cluster in $serve.Clusters) {
        $near = $shift.Users[$continents[$cluster.Cluster]]
        if ($cluster.Replicas -ne $near) { throw "$($cluster.Cluster) should serve $near of ten: $($serve.Clusters)" }
    }
}

'== 3. Most of them are in America when it is lost: the others serve everybody'
Suspend-GeoCluster users-america
$end = [datetime]::UtcNow.AddSeconds(180)
while ((Get-FederatedDeployment assistant -Federation users).Clusters.Cluster -contains 'users-america') {
    if ([datetime]::UtcNow -gt $end) { throw 'The replicas of America should be elsewhere.' }
    [Threading.Thread]::Sleep(200)
}
$serve = Wait-FederatedDeployment assistant -Federation users -TimeoutSec 120
$serve.Clusters | Out-Host
if ($serve.ReadyReplicas -ne 10) { throw "Ten replicas should serve: $($serve.Clusters)" }

'== 4. America is back, and all is placed anew'
Resume-GeoCluster users-america
$end = [datetime]::UtcNow.AddSeconds(120)
while (($america = Get-FederationMember users-america -Federation users) -and (-not $america.IsReady -or $america.Taints)) {
    if ([datetime]::UtcNow -gt $end) { throw "America should be ready again: $($america.Reason)" }
    [Threading.Thread]::Sleep(200)
}
Update-FederatedPlacement assistant -Federation users
while ((Get-FederatedDeployment assistant -Federation users).Clusters.Cluster -notcontains 'users-america') {
    if ([datetime]::UtcNow -gt $end) { throw 'America should serve again.' }
    [Threading.Thread]::Sleep(200)
}
Wait-FederatedDeployment assistant -Federation users -TimeoutSec 120 | Out-Host

'== 5. The end'
Unpublish-FederatedDeployment assistant -Federation users -Confirm:$false
Remove-Federation users -Confirm:$false
Remove-GeoCluster users-america, users-asia, users-europe -Confirm:$false
'Done: nothing is left running.'
