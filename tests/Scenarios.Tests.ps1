# Runs the scenarios with the built module in pwsh: Invoke-Pester tests (Pester 5; build first). Without pwsh: dotnet tool restore; dotnet pwsh.
# Geofed.Scenarios.Tests runs the same ones where there is no pwsh.
BeforeDiscovery {
    $scenarios = Get-ChildItem (Join-Path $PSScriptRoot 'scenarios') -Filter *.ps1 | ForEach-Object { @{ Name = $_.BaseName; Path = $_.FullName } }
    # "1/2": the first of two rows that run side by side; all when unset.
    if ($env:GEOFED_SCENARIO_ROW) {
        $row, $rows = [int[]]($env:GEOFED_SCENARIO_ROW -split '/')
        $scenarios = 0..($scenarios.Count - 1) | Where-Object { $_ % $rows -eq $row - 1 } | ForEach-Object { $scenarios[$_] }
    }
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../artifacts/module/Geofed/Geofed.psd1') -Force
    $homeBefore = $env:GEOFED_HOME
}

Describe 'Scenarios' {
    BeforeEach { $env:GEOFED_HOME = Join-Path ([IO.Path]::GetTempPath()) "geofed-$([guid]::NewGuid())" }

    AfterEach {
        Stop-GeofedServer -Confirm:$false
        if (Test-Path $env:GEOFED_HOME) { Remove-Item $env:GEOFED_HOME -Recurse -Force }
    }

    It '<Name> holds' -ForEach $scenarios { & $Path }
}

AfterAll { $env:GEOFED_HOME = $homeBefore }
