# What holds of the built module in pwsh: Invoke-Pester tests (Pester 5; build first).
BeforeDiscovery {
    $manifest = Join-Path $PSScriptRoot '../artifacts/module/Geofed/Geofed.psd1'
    $cmdlets = (Import-PowerShellDataFile $manifest).CmdletsToExport | ForEach-Object { @{ Cmdlet = $_ } }
}

BeforeAll {
    $manifest = Join-Path $PSScriptRoot '../artifacts/module/Geofed/Geofed.psd1'
    $homeBefore = $env:GEOFED_HOME
    $env:GEOFED_HOME = Join-Path ([IO.Path]::GetTempPath()) "geofed-$([guid]::NewGuid())"
    Import-Module $manifest -Force
}

AfterAll { $env:GEOFED_HOME = $homeBefore }

Describe 'The module' {
    It 'says what it needs' {
        # Not by Test-ModuleManifest: it looks for the root module beside the manifest, from where the session would load it without isolation.
        $data = Import-PowerShellDataFile $manifest
        $data.PowerShellVersion | Should -Be '7.6'
        $data.CompatiblePSEditions | Should -Be 'Core'
        $data.FunctionsToExport.Count + $data.AliasesToExport.Count + $data.VariablesToExport.Count | Should -Be 0
    }

    It 'is imported again with -Force' {
        Import-Module $manifest -Force
        (Get-Command -Module Geofed).Count | Should -BeGreaterThan 20
    }

    It 'exports what its manifest says' {
        (Get-Command -Module Geofed).Name | Sort-Object | Should -Be ((Import-PowerShellDataFile $manifest).CmdletsToExport | Sort-Object)
    }

    It 'makes no home and starts no server' {
        (Get-GeofedServer).Status | Should -Be 'Stopped'
        Test-Path $env:GEOFED_HOME | Should -BeFalse
    }

    It 'lives in a load context of its own' {
        $assembly = (Get-Command New-GeoCluster).ImplementingType.Assembly
        [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($assembly).Name | Should -Be 'Geofed'
    }

    It 'brings nothing into the default load context but its loader' {
        [System.Runtime.Loader.AssemblyLoadContext]::Default.Assemblies.ForEach({ $_.GetName().Name }) -match '^Geofed' | Should -Be 'Geofed.Loader'
    }

    It 'can be removed and imported again' {
        Remove-Module Geofed
        Get-Command Get-GeoRegion -ErrorAction Ignore | Should -BeNullOrEmpty
        Import-Module $manifest
        (Get-GeoRegion us-west1).Name | Should -Be 'us-west1'
    }
}

Describe '<Cmdlet>' -ForEach $cmdlets {
    BeforeAll { $help = Get-Help $Cmdlet -Full }

    It 'has an approved verb' { $Cmdlet.Split('-')[0] | Should -BeIn (Get-Verb).Verb }

    It 'says what it does' {
        $help.Synopsis.Trim() | Should -Match '\.$'
        $help.Description.Text | Should -Not -BeNullOrEmpty
    }

    It 'shows it' { @($help.Examples.Example).Count | Should -BeGreaterThan 0 }

    It 'describes its parameters' {
        $common = [System.Management.Automation.PSCmdlet]::CommonParameters + [System.Management.Automation.PSCmdlet]::OptionalCommonParameters
        foreach ($name in (Get-Command $Cmdlet).Parameters.Keys.Where({ $_ -notin $common })) {
            ($help.Parameters.Parameter | Where-Object Name -eq $name).Description.Text | Should -Not -BeNullOrEmpty -Because "-$name should be described"
        }
    }
}
