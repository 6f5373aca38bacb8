# The server of a home: there is one, however often it is started, and stopping it twice does no harm.
$ErrorActionPreference = 'Stop'

if ((Get-GeofedServer).IsRunning) { throw 'There should be no server before one is started.' }
Start-GeofedServer -WhatIf
if ((Get-GeofedServer).IsRunning) { throw '-WhatIf should start nothing.' }

$first = Start-GeofedServer
$second = Start-GeofedServer
if ($second.ProcessId -ne $first.ProcessId) { throw "Started twice, it should be one process: $($first.ProcessId), $($second.ProcessId)" }
if ((Get-GeofedServer).Address -ne $first.Address) { throw 'It should be found where it was started.' }
if ([Diagnostics.Process]::GetProcessById($first.ProcessId).HasExited) { throw 'It should be running.' }

Stop-GeofedServer -WhatIf
if (-not (Get-GeofedServer).IsRunning) { throw '-WhatIf should stop nothing.' }
if ((Stop-GeofedServer -PassThru).IsRunning) { throw 'It should be stopped.' }
if ((Stop-GeofedServer -PassThru).IsRunning) { throw 'It should still be stopped.' }

$again = Start-GeofedServer
if ($again.ProcessId -eq $first.ProcessId) { throw 'It should be another process.' }
if ($again.Address -ne $first.Address) { throw "It should listen where it did: $($first.Address), now $($again.Address)" }
Stop-GeofedServer

# One that stands by waits beside it, and a stop ends both.
$pair = Start-GeofedServer -Standby
if (@($pair.Standbys).Count -ne 1) { throw "One process should stand by: $($pair.Standbys)" }
if ("$((Start-GeofedServer -Standby).Standbys)" -ne "$($pair.Standbys)") { throw 'No second one should have been started.' }
$stopped = Stop-GeofedServer -PassThru
if ($stopped.IsRunning -or $stopped.Standbys) { throw 'Both should be stopped.' }
