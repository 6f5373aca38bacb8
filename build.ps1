<#
.SYNOPSIS
Builds, tests, packages, installs or cleans Geofed.
.DESCRIPTION
Thin: the work is done by dotnet and the project files. Runs in pwsh, and where there is none as
    dotnet run --project src/Geofed.Shell -- build.ps1 Test
so it uses only the language and PowerShell's core cmdlets.
.PARAMETER Task
Build    compiles everything and lays the module out in artifacts/module/Geofed.
Test     runs all tests.
Package  makes the module's zip file and the dotnet tool 'geofed' in artifacts/package.
Install  copies the built module to where PowerShell finds it, beside other versions.
Clean    deletes artifacts/.
.EXAMPLE
./build.ps1 Build Test -Configuration Release
#>
param(
    [Parameter(Position = 0, ValueFromRemainingArguments)]
    [ValidateSet('Build', 'Test', 'Package', 'Install', 'Clean')]
    [string[]] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug',

    # Where Install puts the module; by default the user's own module folder.
    [string] $Destination
)
$ErrorActionPreference = 'Stop'

$artifacts = [IO.Path]::Combine($PSScriptRoot, 'artifacts')
$module = [IO.Path]::Combine($artifacts, 'module', 'Geofed')
$package = [IO.Path]::Combine($artifacts, 'package')

function Invoke-DotNet {
    & dotnet @args
    if ($LASTEXITCODE -ne 0) { throw "dotnet $($args[0]) failed with exit code $LASTEXITCODE." }
}

function Get-ModuleVersion {
    $manifest = [IO.File]::ReadAllText([IO.Path]::Combine($PSScriptRoot, 'module', 'Geofed.psd1'))
    [regex]::Match($manifest, "(?m)^\s*ModuleVersion\s*=\s*'([^']+)'").Groups[1].Value
}

function Get-UserModuleFolder {
    $documents = if ($IsWindows) { [Environment]::GetFolderPath('MyDocuments'), 'PowerShell' } else { [Environment]::GetFolderPath('LocalApplicationData'), 'powershell' }
    [IO.Path]::Combine($documents[0], $documents[1], 'Modules')
}

function Copy-Folder([string] $From, [string] $To) {
    foreach ($file in [IO.Directory]::EnumerateFiles($From, '*', 'AllDirectories')) {
        $target = [IO.Path]::Combine($To, [IO.Path]::GetRelativePath($From, $file))
        $null = [IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName($target))
        [IO.File]::Copy($file, $target, $true)
    }
}

function Invoke-Build { Invoke-DotNet build "$PSScriptRoot/Geofed.sln" --configuration $Configuration }

function Invoke-Test { Invoke-DotNet test "$PSScriptRoot/Geofed.sln" --configuration $Configuration }

function Invoke-Package {
    Invoke-DotNet pack "$PSScriptRoot/src/Geofed.Shell" --configuration Release --output $package
    $zip = [IO.Path]::Combine($package, "Geofed-$(Get-ModuleVersion).zip")
    [IO.File]::Delete($zip)
    [IO.Compression.ZipFile]::CreateFromDirectory($module, $zip, 'Optimal', $true)
    "Packaged $zip"
}

function Invoke-Install {
    Invoke-DotNet build "$PSScriptRoot/src/Geofed.Shell" --configuration Release
    $folder = if ($Destination) { $Destination } else { Get-UserModuleFolder }
    $target = [IO.Path]::Combine($folder, 'Geofed', (Get-ModuleVersion))
    Copy-Folder $module $target
    "Installed in $target"
}

function Invoke-Clean {
    if ([IO.Directory]::Exists($artifacts)) { [IO.Directory]::Delete($artifacts, $true) }
}

foreach ($name in $Task) { & "Invoke-$name" }
